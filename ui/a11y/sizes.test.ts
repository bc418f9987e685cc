/** Every screen with large letters, and in a small window. */

import { walk } from './walk';

walk([
  { name: 'large', chosen: { theme: 'light', size: 'large' }, width: 1366, height: 768 },
  { name: 'small', chosen: { theme: 'dark' }, width: 1024, height: 600 },
]);

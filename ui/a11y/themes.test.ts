/** Every screen in each theme. */

import { walk } from './walk';

walk([
  { name: 'light', chosen: { theme: 'light' }, width: 1366, height: 768 },
  { name: 'dark', chosen: { theme: 'dark' }, width: 1920, height: 1080 },
  { name: 'contrast', chosen: { theme: 'contrast' }, width: 1366, height: 768 },
]);

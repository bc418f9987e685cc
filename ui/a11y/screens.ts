/** Every screen, and how one comes to it. */

import { editor } from './screens/editor';
import { first } from './screens/first';
import { frame } from './screens/frame';
import { home } from './screens/home';
import { history } from './screens/history';
import { items } from './screens/items';
import { newer } from './screens/newer';
import { longWords } from './screens/long';
import { review } from './screens/review';
import { settings } from './screens/settings';
import { sync } from './screens/sync';
import { translation } from './screens/translation';
import type { Screen } from './screens/ways';

export type { Screen };

export const SCREENS: Screen[] = [
  ...first,
  ...frame,
  ...home,
  ...items,
  ...editor,
  ...translation,
  ...newer,
  ...review,
  ...history,
  ...sync,
  ...settings,
  ...longWords,
];

import { editor } from './vi/editor';
import { first } from './vi/first';
import { fork } from './vi/fork';
import { frame } from './vi/frame';
import { home } from './vi/home';
import { history } from './vi/history';
import { items } from './vi/items';
import { keys } from './vi/keys';
import { problems } from './vi/problems';
import { review } from './vi/review';
import { settings } from './vi/settings';
import { sync } from './vi/sync';
import { translation } from './vi/translation';

/** Vietnamese, which comes first: its keys are the keys there are. */
export const vi = {
  ...frame,
  ...items,
  ...home,
  ...first,
  ...editor,
  ...review,
  ...history,
  ...fork,
  ...translation,
  ...sync,
  ...settings,
  ...keys,
  ...problems,
};

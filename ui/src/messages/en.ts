import { editor } from './en/editor';
import { first } from './en/first';
import { fork } from './en/fork';
import { frame } from './en/frame';
import { home } from './en/home';
import { history } from './en/history';
import { items } from './en/items';
import { keys } from './en/keys';
import { problems } from './en/problems';
import { review } from './en/review';
import { settings } from './en/settings';
import { sync } from './en/sync';
import { translation } from './en/translation';

/** English. The types demand every key there is, and no other. */
export const en = {
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

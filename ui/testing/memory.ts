/**
 * A desk in memory: the same commands, with rules just real enough for the pages. The tests of controllers use it
 * directly, the tests in Chromium over HTTP; the program never does.
 */

import type { Backend } from '../src/ipc';
import { boardCommands } from './desk/board';
import { consultationsCommands } from './desk/consultations';
import { draftsCommands } from './desk/drafts';
import { homeCommands } from './desk/home';
import { itemsCommands } from './desk/items';
import { practiceCommands } from './desk/practice';
import { profileCommands } from './desk/profile';
import { reviewCommands } from './desk/review';
import { MemoryState, type Beginning } from './desk/state';
import { syncCommands } from './desk/sync';
import { translationCommands } from './desk/translation';
import { windowCommands } from './desk/window';

const commandsOf = (desk: MemoryState): Backend => ({
  ...profileCommands(desk),
  ...itemsCommands(desk),
  ...homeCommands(desk),
  ...draftsCommands(desk),
  ...reviewCommands(desk),
  ...syncCommands(desk),
  ...boardCommands(desk),
  ...consultationsCommands(desk),
  ...translationCommands(desk),
  ...practiceCommands(desk),
  ...windowCommands(desk),
});

class WithCommands extends MemoryState {
  constructor(beginning: Beginning = {}) {
    super(beginning);
    Object.assign(this, commandsOf(this));
  }
}

export type MemoryDesk = MemoryState & Backend;
export const MemoryDesk = WithCommands as new (beginning?: Beginning) => MemoryDesk;

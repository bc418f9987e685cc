/** What the window asks of the system. */

import type { Changed } from '../../src/ipc';
import type { MemoryState } from './state';

export function windowCommands(desk: MemoryState) {
  return {
    onChange: (tell: (change: Changed) => void) => {
      desk.tellers.add(tell);
      return () => void desk.tellers.delete(tell);
    },
    beforeClose: () => undefined,
    closeWindow: () => undefined,
    speak: async () => null,
    pageOpen: async (url: string) => {
      desk.fail('pageOpen');
      desk.pagesOpened.push(url);
      return null;
    },
    imeReset: async () => {
      desk.resets += 1;
      return null;
    },
  };
}

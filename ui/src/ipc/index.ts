/** The door to the desk. Nothing outside this folder knows what stands behind it. */

import { getCurrentWindow } from '@tauri-apps/api/window';
import type { Backend } from './backend';
import { commands, events, type Changed } from './bindings';
import { carryOverHttp, listenOverHttp } from './http';

export type * from './backend';
export { asProblem, told } from './problem';
export { Trouble } from './trouble.svelte';

/** The backend of this page: the program, or a server where there is none around it. */
export function connect(): Backend {
  const inProgram = '__TAURI_INTERNALS__' in window;
  if (!inProgram) carryOverHttp();
  return {
    ...commands,
    onChange: inProgram ? listen : listenOverHttp<Changed>,
    beforeClose(finish) {
      if (!inProgram) return;
      const shown = getCurrentWindow();
      void shown.onCloseRequested(async (event) => {
        event.preventDefault();
        if (await finish()) await shown.destroy();
      });
    },
    closeWindow() {
      if (inProgram) void getCurrentWindow().close();
    },
  };
}

function listen(tell: (change: Changed) => void): () => void {
  const stop = events.changed.listen((event) => tell(event.payload));
  return () => void stop.then((unlisten) => unlisten());
}

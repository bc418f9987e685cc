/** The desk as the pages see it: one typed interface, whatever carries it. */

import type * as bindings from './bindings';
import type { Changed, commands } from './bindings';

export type * from './bindings';

type Commands = typeof commands;

/** Where something was refused, where that makes another sentence of it. */
export type ProblemAt = 'board' | 'join' | 'restore' | 'backup' | 'picture' | 'words';

/** What could not be done, and where that was. */
export type Problem = bindings.Problem & { at?: ProblemAt };

export type Backend = Commands & {
  /** Calls back when something changed under the pages. Answers how to stop. */
  onChange(tell: (change: Changed) => void): () => void;
  /** Calls back before the window closes; it closes if that answers yes. */
  beforeClose(finish: () => Promise<boolean>): void;
  /** Asks the window to close, as its own button does. */
  closeWindow(): void;
};

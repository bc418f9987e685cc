/** What went wrong with what a controller does. */

import type { Problem } from './backend';
import { asProblem } from './problem';

/**
 * What a person's act was refused for stands until the next act, whatever is read meanwhile; what could not be read
 * stands until it is read.
 */
export class Trouble {
  #act = $state.raw<Problem | null>(null);
  #reading = $state.raw<Problem | null>(null);

  get problem(): Problem | null {
    return this.#act ?? this.#reading;
  }

  /** It was seen, and is told of no more. */
  seen(): void {
    this.#act = this.#reading = null;
  }

  /** Does what a person asked for; what was refused before is past. Answers whether it was done. */
  async act(does: () => Promise<unknown>): Promise<boolean> {
    this.#act = null;
    try {
      await does();
      return true;
    } catch (thrown) {
      this.#act = asProblem(thrown);
      return false;
    }
  }

  /** Reads what is shown. Answers whether it was read. */
  async read(reads: () => Promise<unknown>): Promise<boolean> {
    try {
      await reads();
      this.#reading = null;
      return true;
    } catch (thrown) {
      this.#reading = asProblem(thrown);
      return false;
    }
  }
}

/** Why a text came back, or was ended: who did it, and when. */

import type { Act, Backend } from '../ipc';

const WITH_REASON = ['returned', 'withdrawn', 'unpublished'];

export class Reason {
  /** None while it is not known; the reason itself stands in the row. */
  act = $state.raw<Act | null>(null);

  constructor(
    readonly backend: Backend,
    readonly edition: string,
  ) {}

  async read(): Promise<void> {
    try {
      const acts = await this.backend.itemsHistory(this.edition);
      this.act = acts.findLast(({ what }) => WITH_REASON.includes(what)) ?? null;
    } catch {
      // The reason is told without it; what is wrong with the store is told where the text itself is read.
      this.act = null;
    }
  }
}

/** A draft above a revision is dropped; its text stays as a snapshot, from which it comes back. */

import { Trouble } from '../ipc';
import type { Reading } from './reading.svelte';

export class Discarding {
  /** The revision that stands again, and the snapshot that takes the draft back; none where that would undo more. */
  #done = $state.raw<{ revision: string; snapshot: number | null } | null>(null);
  readonly #trouble = new Trouble();
  problem = $derived(this.#trouble.problem);
  #busy = false;

  may = $derived.by(() => {
    const { row, shown } = this.reading;
    return shown !== null && row.draft && row.revision !== null && !row.fork;
  });

  /** What there is to tell, while no draft stands again. */
  done = $derived.by(() => (this.reading.row.draft ? null : this.#done));

  constructor(readonly reading: Reading) {}

  async discard(): Promise<void> {
    const { shown, edition, desk } = this.reading;
    const revision = shown?.row.revision;
    if (!this.may || !revision) return;
    await this.#act(async () => {
      await desk.backend.draftDiscard(edition);
      const [newest] = await desk.backend.draftSnapshots(edition);
      // A draft of an older revision would come back over what others wrote since.
      this.#done = { revision, snapshot: shown.base === revision ? (newest?.id ?? null) : null };
    });
  }

  /** The draft as it was. */
  async restore(): Promise<void> {
    const snapshot = this.done?.snapshot;
    if (snapshot == null) return;
    const { edition, desk } = this.reading;
    await this.#act(async () => {
      await desk.backend.draftRestore(edition, snapshot);
    });
  }

  async #act(act: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    await this.#trouble.act(async () => {
      await act();
      await this.reading.readNewer();
      await this.reading.desk.refresh();
    });
    this.#busy = false;
  }
}

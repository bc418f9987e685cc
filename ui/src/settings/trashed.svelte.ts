/** What lies in the trash of this desk, and the way out of it. */

import type { Desk, Place } from '../frame/desk.svelte';
import { Trouble, type Trashed } from '../ipc';

/** Where an item of that kind stands. */
export const placeOf = ({ kind }: Trashed) => (kind === 'consultation' ? 'consultations' : 'items') satisfies Place;

export class TrashedItems {
  /** The last put there first; none before they were read. */
  all = $state.raw<Trashed[] | null>(null);
  /** What was taken out last. */
  taken = $state.raw<Trashed | null>(null);
  #busy = false;
  readonly #trouble = new Trouble();
  problem = $derived(this.#trouble.problem);

  constructor(readonly desk: Desk) {}

  async load(): Promise<void> {
    await this.#trouble.read(async () => {
      this.all = await this.desk.backend.itemsTrashed();
    });
  }

  async takeOut(one: Trashed): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.taken = null;
    const done = await this.#trouble.act(() => this.desk.backend.itemsUntrash(one.item));
    if (done) {
      this.taken = one;
      this.desk.trash.gone(one.item);
    }
    await this.load();
    this.#busy = false;
    await this.desk.refresh();
  }

  /** Goes to what was taken out. */
  async open(): Promise<void> {
    const { taken } = this;
    if (taken) await this.desk.read(placeOf(taken), `${taken.item}:${taken.lang}`);
  }
}

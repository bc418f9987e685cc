/** What others do with a text that is open here. It is told; the text stays as it is. */

import type { Desk } from '../frame/desk.svelte';
import type { Newest } from '../ipc';

/** What is to be said of it, and the two revisions that tell the rest. */
interface Arrival {
  is: 'newer' | 'at_work' | 'replaced';
  newest: Newest;
  /** What it can be compared with; none where what is open builds on it. */
  from: string | null;
}

export class Arriving {
  newest = $state.raw<Newest | null>(null);
  /** The revision that is read, or that what is written builds on. */
  #from = $state<string | null>(null);
  #seen = $state<string | null>(null);
  #begun = false;

  arrival = $derived.by((): Arrival | null => {
    const { newest } = this;
    if (!newest || newest.mine || newest.revision === this.#seen) return null;
    const from = this.#from === newest.revision ? null : this.#from;
    if (newest.replaced) return { is: 'replaced', newest, from: from ?? newest.replaced };
    if (newest.at_work) return { is: 'at_work', newest, from };
    return from ? { is: 'newer', newest, from } : null;
  });

  get from(): string | null {
    return this.#from;
  }

  constructor(
    readonly desk: Desk,
    readonly edition: string,
  ) {}

  /** The text that is open builds on this revision, or is it; none where the board knows no revision yet. */
  async begin(from: string | null): Promise<void> {
    this.#from = from;
    this.#begun = true;
    await this.look();
  }

  /** Something changed behind the window. */
  async look(): Promise<void> {
    if (!this.#begun) return;
    try {
      this.newest = await this.desk.backend.itemsNewest(this.edition);
    } catch {
      // Only a hint: whoever acts on the text is told what is wrong with it.
    }
  }

  /** It was read; the next one is told again. */
  seen(): void {
    this.#seen = this.newest?.revision ?? null;
  }
}

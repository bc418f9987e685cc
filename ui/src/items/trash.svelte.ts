/** What was put into the trash while the window is open: told until it was seen or is taken back out. */

import type { Desk } from '../frame/desk.svelte';
import { Trouble, type Row } from '../ipc';

/** An item the board was never shown: nothing of it is in any ledger. */
export const mayTrash = (row: Row, other: Row | null): boolean =>
  row.draft && row.revision === null && (other?.revision ?? null) === null;

export class Trash {
  #put = $state.raw<Row[]>([]);
  #trouble = $state.raw(new Trouble());
  problem = $derived(this.#trouble.problem);

  /** What went there last. */
  last = $derived(this.#put.at(-1) ?? null);

  constructor(readonly desk: Desk) {}

  /** Puts an item there; `next` answers what is read in its place. */
  async put(row: Row, next: () => Promise<string | null>): Promise<void> {
    await this.#act(async () => {
      await this.desk.backend.itemsTrash(row.item);
      this.#put = [...this.#put, row];
      this.desk.reading = await next();
    });
  }

  /** Takes the last out again; `find` answers whether the list has it, by what is read then. */
  async takeOut(find: (edition: string) => Promise<string | null>): Promise<void> {
    const { last } = this;
    if (!last) return;
    await this.#act(async () => {
      await this.desk.backend.itemsUntrash(last.item);
      this.seen();
      this.desk.reading = await find(last.edition);
    });
  }

  /** The last was told of: what went there before it is told again. */
  seen(): void {
    this.#put = this.#put.slice(0, -1);
  }

  /** An item was taken out elsewhere: there is no way back to tell of. */
  gone(item: string): void {
    this.#put = this.#put.filter((row) => row.item !== item);
  }

  /** Another desk has a trash of its own. */
  forget(): void {
    this.#put = [];
    this.#trouble = new Trouble();
  }

  async #act(act: () => Promise<void>): Promise<void> {
    if (await this.#trouble.act(act)) await this.desk.refresh();
  }
}

/** What there is to do in English: by what an item needs, the oldest first. */

import { asProblem, type Backend, type NeedCount, type Problem, type Translating as Found } from '../ipc';
import type { Entry } from '../items/entries';

/** How many items are fetched at a time. */
const PAGE = 100;

/** An item as the list has it; its English edition stands beside it. */
export const entryOf = ({ source, english }: Found): Entry => ({ item: source.item, row: source, english });

export class Translating {
  counts = $state.raw<NeedCount[]>([]);
  chosen = $state.raw<Entry | null>(null);
  at = $state(-1);
  loaded = $state(false);
  problem = $state<Problem | null>(null);

  #pages = $state.raw<ReadonlyMap<number, Entry[]>>(new Map());
  groups = $derived(this.counts.filter(({ count }) => count > 0));
  length = $derived(this.counts.reduce((sum, { count }) => sum + count, 0));
  /** Answers to an earlier reading are thrown away by this number. */
  #turn = 0;
  #near: number[] = [0];

  constructor(readonly backend: Backend) {}

  entry(at: number): Entry | undefined {
    return this.#pages.get(Math.floor(at / PAGE))?.[at % PAGE];
  }

  /** Reads the list again, as far as it is looked at. */
  async load(): Promise<void> {
    const turn = ++this.#turn;
    const wanted = [...new Set([0, ...this.#near])];
    try {
      const [counts, ...pages] = await Promise.all([
        this.backend.translatingCounts(),
        ...wanted.map((page) => this.#read(page)),
      ]);
      if (turn !== this.#turn) return;
      this.counts = counts;
      this.#pages = new Map(wanted.map((page, n) => [page, pages[n] ?? []]));
      this.problem = null;
      this.#follow();
    } catch (thrown) {
      if (turn === this.#turn) this.problem = asProblem(thrown);
    } finally {
      this.loaded = true;
    }
  }

  async #read(page: number): Promise<Entry[]> {
    return (await this.backend.translatingList(page * PAGE, PAGE)).map(entryOf);
  }

  /** These places came near the eye: what is not known of them is fetched. */
  async near(from: number, to: number): Promise<void> {
    const [first, last] = [Math.floor(from / PAGE), Math.floor(Math.max(from, to) / PAGE)];
    this.#near = Array.from({ length: last - first + 1 }, (_, n) => first + n);
    const turn = this.#turn;
    try {
      for (const page of this.#near.filter((page) => !this.#pages.has(page))) {
        const entries = await this.#read(page);
        if (turn !== this.#turn) return;
        this.#pages = new Map(this.#pages).set(page, entries);
      }
    } catch (thrown) {
      if (turn === this.#turn) this.problem = asProblem(thrown);
    }
  }

  async choose(at: number): Promise<Entry | null> {
    this.at = at;
    if (!this.entry(at)) await this.near(at, at);
    const entry = this.entry(at);
    if (entry && this.at === at) this.chosen = entry;
    return this.chosen;
  }

  /** Chooses the item of that edition where it is near the beginning, else the first. */
  async seek(edition: string | null): Promise<void> {
    await this.choose(Math.max(0, this.#placeOf(edition)));
  }

  #placeOf(edition: string | null): number {
    for (const [page, entries] of this.#pages) {
      const found = entries.findIndex(({ row, english }) => row.edition === edition || english?.edition === edition);
      if (found >= 0) return page * PAGE + found;
    }
    return -1;
  }

  /** What was chosen is where it stands now; what is done has left the list, and what came into its place is next. */
  #follow(): void {
    if (!this.chosen) return;
    const at = this.#placeOf(this.chosen.row.edition);
    this.at = at >= 0 ? at : Math.min(this.at, this.length - 1);
    this.chosen = this.entry(this.at) ?? null;
  }
}

/** The edition that is shown of an item: its English, where there is one. */
export const shownOf = ({ row, english }: Entry): string => (english ?? row).edition;

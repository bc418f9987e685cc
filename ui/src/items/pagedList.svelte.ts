/** A long list of entries: what comes near the eye is fetched and nothing twice; one entry is chosen. */

import { asProblem, type Problem } from '../ipc';
import type { Entry } from './entries';

/** How many entries are fetched at a time. */
export const PAGE = 100;

const pageOf = (at: number): number => Math.floor(at / PAGE);

export abstract class PagedList {
  problem = $state<Problem | null>(null);
  loaded = $state(false);
  /** The place of what is chosen; -1 where nothing is, or where it stands far off. */
  at = $state(-1);
  /** What is chosen, wherever it stands now. */
  chosen = $state.raw<Entry | null>(null);

  #pages = $state.raw<ReadonlyMap<number, Entry[]>>(new Map());
  /** Readings are numbered; the one that is shown, and the first one of what is asked for now. */
  #turn = 0;
  #shown = 0;
  #first = 0;
  #newest: Promise<void> = Promise.resolve();
  #near: [number, number] = [0, 0];
  readonly #coming = new Map<number, Promise<void>>();

  abstract readonly length: number;

  /** Fetches the entries from there on. */
  protected abstract fetch(offset: number, limit: number): Promise<Entry[]>;

  /** Reads how long the list is; answers how that is taken over. */
  protected abstract outline(): Promise<() => void>;

  /** After a reading: what was chosen is where it stands now. */
  protected abstract follow(): void;

  /** The entry at that place, where it is known by now. */
  entry(at: number): Entry | undefined {
    return this.#pages.get(pageOf(at))?.[at % PAGE];
  }

  /** Reads the list for the first time. Done when its first page is shown, `begun` where that was asked for before: how
   * long it is follows; `guess` takes it for what that page tells. */
  protected async beginBy(guess: (first: Entry[]) => void, begun?: Promise<Entry[]>): Promise<void> {
    let first: Entry[] = [];
    try {
      first = await (begun ?? this.fetch(0, PAGE));
    } catch {
      // The whole reading says what went wrong.
    }
    // Whoever asked for something else meanwhile has that read by now.
    if (this.#turn > 0) return this.known();
    const whole = this.load();
    if (first.length === 0) return whole;
    guess(first);
    this.#pages = new Map([[0, first]]);
    this.loaded = true;
  }

  /** Done when the newest reading is. */
  protected async known(): Promise<void> {
    await this.#newest;
  }

  /** Reads the list again: what was just changed stands at the beginning now, what is looked at stays as it is. Done when
   * this reading is shown, or a newer one. */
  async load(): Promise<void> {
    const turn = ++this.#turn;
    this.#newest = this.#readAgain(turn);
    let reading: Promise<void>;
    do {
      reading = this.#newest;
      await reading;
    } while (this.#shown < turn && reading !== this.#newest);
  }

  async #readAgain(turn: number): Promise<void> {
    // Of another list, or older than what is shown by now.
    const isLate = () => turn < Math.max(this.#first, this.#shown);
    const wanted = [...new Set([0, ...this.#pagesNear()])];
    try {
      const [take, ...pages] = await Promise.all([
        this.outline(),
        ...wanted.map((page) => this.fetch(page * PAGE, PAGE)),
      ]);
      if (isLate()) return;
      this.#shown = turn;
      take();
      this.#pages = new Map(wanted.map((page, n) => [page, pages[n] ?? []]));
      this.problem = null;
      this.follow();
    } catch (thrown) {
      if (!isLate()) this.problem = asProblem(thrown);
    } finally {
      this.loaded = true;
    }
  }

  /** These places came near the eye: what is not known of them is fetched. */
  async near(from: number, to: number): Promise<void> {
    this.#near = [from, Math.min(to, Math.max(this.length - 1, 0))];
    await Promise.all(this.#pagesNear().map((page) => this.#read(page)));
  }

  /** Another list begins in the place of this one. */
  protected toBeginning(): void {
    this.#first = this.#turn + 1;
    this.#near = [0, 0];
  }

  #pagesNear(): number[] {
    const [from, to] = this.#near.map(pageOf) as [number, number];
    return Array.from({ length: to - from + 1 }, (_, n) => from + n);
  }

  async #read(page: number): Promise<void> {
    if (this.#pages.has(page)) return;
    const coming = this.#coming.get(page);
    if (coming) return coming;
    const turn = this.#turn;
    const reading = (async () => {
      try {
        const entries = await this.fetch(page * PAGE, PAGE);
        if (turn !== this.#turn) return;
        this.#pages = new Map(this.#pages).set(page, entries);
        this.problem = null;
      } catch (thrown) {
        if (turn === this.#turn) this.problem = asProblem(thrown);
      } finally {
        this.#coming.delete(page);
      }
    })();
    this.#coming.set(page, reading);
    return reading;
  }

  /** Chooses what stands there, as soon as it is known. */
  async choose(at: number): Promise<Entry | null> {
    this.at = at;
    if (!this.entry(at)) await this.near(at, at);
    const entry = this.entry(at);
    if (entry && this.at === at) this.chosen = entry;
    return this.chosen;
  }

  /** Where an edition stands among what is known; -1 where it does not. */
  protected placeOf(edition: string | null): number {
    for (const [page, entries] of this.#pages) {
      const found = entries.findIndex((entry) => holds(entry, edition));
      if (found >= 0) return page * PAGE + found;
    }
    return -1;
  }
}

/** Whether the entry stands for that edition, or has it beside. */
export const holds = ({ row, english }: Entry, edition: string | null): boolean =>
  row.edition === edition || english?.edition === edition;

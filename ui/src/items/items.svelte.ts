/** The list of items: what is asked for, how long it is, what is known of it so far, what is chosen. */

import { asProblem, type Backend, type Filter, type Problem } from '../ipc';
import { begins, entryFound, entryOf, groupsOf, type Entry } from './entries';

/** How many items are fetched at a time. */
export const PAGE = 100;
/** How many items a search shows. */
export const FOUND = 100;

export type Asked = Filter;

export const EVERYTHING: Asked = { kind: null, state: null, lang: null, section: null, mine: false };

export class Items {
  asked = $state<Asked>(EVERYTHING);
  search = $state('');
  total = $state(0);
  groups = $state.raw<ReturnType<typeof groupsOf>>([]);
  hits = $state.raw<Entry[] | null>(null);
  /** More was found than is shown. */
  more = $state(false);
  problem = $state<Problem | null>(null);
  loaded = $state(false);
  /** The place of what is chosen; -1 where nothing is, or where it stands far off. */
  at = $state(-1);
  /** What is chosen, wherever it stands now. */
  chosen = $state.raw<Entry | null>(null);

  #pages = $state.raw<ReadonlyMap<number, Entry[]>>(new Map());
  length = $derived(this.hits ? this.hits.length : this.total);
  filtered = $derived(
    Object.keys(EVERYTHING).some((by) => this.asked[by as keyof Asked] !== this.#usual[by as keyof Asked]),
  );

  readonly #usual: Asked;
  /** Answers that arrive out of order are thrown away by these numbers. */
  #turn = 0;
  #searched = 0;
  #reading: Promise<void> = Promise.resolve();
  #near: [number, number] = [0, 0];
  readonly #coming = new Map<number, Promise<void>>();

  constructor(
    readonly backend: Backend,
    /** What is asked where nothing is. */
    usual: Asked = EVERYTHING,
    asked: Asked = usual,
    readonly now: () => Date = () => new Date(),
  ) {
    this.#usual = usual;
    this.asked = asked;
  }

  /** The entry at that place, where it is known by now. */
  entry(at: number): Entry | undefined {
    if (this.hits) return this.hits[at];
    return this.#pages.get(Math.floor(at / PAGE))?.[at % PAGE];
  }

  /** Reads the list again; done when the newest reading is, whoever asked for it. */
  async load(): Promise<void> {
    let reading: Promise<void>;
    this.#reading = this.#load();
    do {
      reading = this.#reading;
      await reading;
    } while (reading !== this.#reading);
    if (this.search.trim()) await this.find(this.search);
  }

  async #load(): Promise<void> {
    const turn = ++this.#turn;
    const asked = { ...this.asked };
    // What was just changed stands at the beginning now; what is looked at stays as it is.
    const wanted = [...new Set([0, ...this.#pagesNear()])];
    try {
      const [outline, ...pages] = await Promise.all([
        this.backend.itemsOutline(asked, begins(this.now())),
        ...wanted.map((page) => this.backend.itemsList(asked, page * PAGE, PAGE)),
      ]);
      if (turn !== this.#turn) return;
      this.total = outline.total;
      this.groups = groupsOf(outline.total, outline.since);
      this.#pages = new Map(wanted.map((page, n) => [page, (pages[n] ?? []).map(entryOf)]));
      this.problem = null;
      this.#follow();
    } catch (thrown) {
      if (turn === this.#turn) this.problem = asProblem(thrown);
    } finally {
      this.loaded = true;
    }
  }

  #pagesNear(): number[] {
    const [from, to] = this.#near.map((at) => Math.floor(at / PAGE)) as [number, number];
    return Array.from({ length: to - from + 1 }, (_, n) => from + n);
  }

  /** These places came near the eye: what is not known of them is fetched. */
  async near(from: number, to: number): Promise<void> {
    if (this.hits) return;
    this.#near = [from, Math.min(to, Math.max(this.total - 1, 0))];
    await Promise.all(this.#pagesNear().map((page) => this.#fetch(page)));
  }

  async #fetch(page: number): Promise<void> {
    if (this.#pages.has(page)) return;
    const coming = this.#coming.get(page);
    if (coming) return coming;
    const turn = this.#turn;
    const fetching = (async () => {
      try {
        const items = await this.backend.itemsList({ ...this.asked }, page * PAGE, PAGE);
        if (turn === this.#turn) this.#pages = new Map(this.#pages).set(page, items.map(entryOf));
      } catch (thrown) {
        if (turn === this.#turn) this.problem = asProblem(thrown);
      } finally {
        this.#coming.delete(page);
      }
    })();
    this.#coming.set(page, fetching);
    return fetching;
  }

  async ask(change: Partial<Asked>): Promise<void> {
    this.asked = { ...this.asked, ...change };
    this.#near = [0, 0];
    await this.load();
  }

  /** Everything again. */
  async clear(): Promise<void> {
    await this.ask(this.#usual);
  }

  /** Searches as it is typed; nothing typed shows the list again. */
  async find(text: string): Promise<void> {
    this.search = text;
    const searched = ++this.#searched;
    if (!text.trim()) {
      this.hits = null;
      await this.load();
      return;
    }
    try {
      const hits = await this.backend.itemsSearch(text, FOUND + 1);
      if (searched !== this.#searched) return;
      this.more = hits.length > FOUND;
      this.hits = hits.slice(0, FOUND).map(entryFound);
      this.#follow();
    } catch (thrown) {
      if (searched === this.#searched) this.problem = asProblem(thrown);
    }
  }

  /** Chooses what stands there, as soon as it is known. */
  async choose(at: number): Promise<Entry | null> {
    this.at = at;
    if (!this.entry(at)) await this.near(at, at);
    const entry = this.entry(at);
    if (entry && this.at === at) this.chosen = entry;
    return this.chosen;
  }

  /** Chooses an edition, wherever in the list it stands: its time tells the place. */
  async seek(edition: string): Promise<void> {
    if (this.#placeOf(edition) < 0) {
      try {
        const { row } = await this.backend.itemsShow(edition, null);
        const { since } = await this.backend.itemsOutline({ ...this.asked }, [row.updated]);
        const at = Math.max(0, (since[0] ?? 0) - 1);
        await this.near(at, at);
      } catch {
        // It is gone, or never was: the first will do.
      }
    }
    const at = this.#placeOf(edition);
    await this.choose(Math.max(at, 0));
  }

  #placeOf(edition: string): number {
    const is = ({ row, english }: Entry) => row.edition === edition || english?.edition === edition;
    if (this.hits) return this.hits.findIndex(is);
    for (const [page, entries] of this.#pages) {
      const found = entries.findIndex(is);
      if (found >= 0) return page * PAGE + found;
    }
    return -1;
  }

  /** After a reading: what was chosen is where it stands now. */
  #follow(): void {
    if (!this.chosen) return;
    this.at = this.#placeOf(this.chosen.row.edition);
    this.chosen = this.entry(this.at) ?? this.chosen;
  }
}

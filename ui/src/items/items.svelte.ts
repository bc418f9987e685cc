/** The list of items: what is asked for, what came, what is chosen. */

import { asProblem, type Backend, type Filter, type Hit, type Problem, type Row } from '../ipc';
import { entriesFound, entriesOf, type Entry } from './entries';

/** How many rows are fetched at a time. */
export const PAGE = 200;

export interface Asked {
  kind: string | null;
  state: string | null;
  mine: boolean;
}

export const EVERYTHING: Asked = { kind: null, state: null, mine: false };

export class Items {
  asked = $state<Asked>(EVERYTHING);
  rows = $state.raw<Row[]>([]);
  hits = $state.raw<Hit[] | null>(null);
  search = $state('');
  complete = $state(false);
  problem = $state<Problem | null>(null);
  loaded = $state(false);

  entries = $derived<Entry[]>(this.hits ? entriesFound(this.hits) : entriesOf(this.rows));
  filtered = $derived(this.asked.kind !== null || this.asked.state !== null || this.asked.mine);

  /** Answers that arrive out of order are thrown away by these numbers. */
  #turn = 0;
  #searched = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(
    readonly backend: Backend,
    asked: Asked = EVERYTHING,
  ) {
    this.asked = asked;
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
    try {
      const rows = await this.backend.itemsList(this.#filter(Math.max(this.rows.length, PAGE), 0));
      if (turn !== this.#turn) return;
      this.rows = rows;
      this.complete = rows.length < PAGE;
      this.problem = null;
    } catch (thrown) {
      if (turn === this.#turn) this.problem = asProblem(thrown);
    } finally {
      this.loaded = true;
    }
  }

  async more(): Promise<void> {
    if (this.complete || this.hits) return;
    const turn = this.#turn;
    const rows = await this.backend.itemsList(this.#filter(PAGE, this.rows.length));
    if (turn !== this.#turn) return;
    this.rows = [...this.rows, ...rows];
    this.complete = rows.length < PAGE;
  }

  async ask(change: Partial<Asked>): Promise<void> {
    this.asked = { ...this.asked, ...change };
    this.rows = [];
    await this.load();
  }

  /** Searches as it is typed; nothing typed shows the list again. */
  async find(text: string): Promise<void> {
    this.search = text;
    const turn = ++this.#searched;
    if (!text.trim()) {
      this.hits = null;
      await this.load();
      return;
    }
    try {
      const hits = await this.backend.itemsSearch(text, 100);
      if (turn === this.#searched) this.hits = hits;
    } catch (thrown) {
      if (turn === this.#searched) this.problem = asProblem(thrown);
    }
  }

  /** The entry before or after the one chosen. */
  beside(item: string | undefined, by: 1 | -1): Entry | undefined {
    const at = this.entries.findIndex((entry) => entry.item === item);
    if (at < 0) return this.entries[0];
    return this.entries[at + by] ?? this.entries[at];
  }

  #filter(limit: number, offset: number): Filter {
    return { ...this.asked, lang: null, limit, offset };
  }
}

/** The consultations: all of them by how they stand, what was searched for, what is chosen. */

import type { Desk } from '../frame/desk.svelte';
import { Trouble, type Consultation } from '../ipc';
import { preferences } from '../look/preferences.svelte';
import { t } from '../messages';
import { opens, type Entry } from '../items/entries';
import { grouped, shortStand } from './stand';

export class Consultations {
  all = $state.raw<Consultation[]>([]);
  search = $state('');
  /** The items that hold the words searched for. */
  found = $state.raw<Set<string> | null>(null);
  loaded = $state(false);
  readonly #trouble = new Trouble();
  problem = $derived(this.#trouble.problem);

  groups = $derived.by(() => grouped(this.#shown(), this.desk.now));
  rows = $derived(this.groups.flatMap(({ rows }) => rows));
  at = $derived.by(() => this.rows.findIndex((one) => this.#is(one, this.desk.reading)));
  /** What is chosen stays so though it is not among what was found; it is read where it is. */
  chosen = $derived.by(() => this.all.find((one) => this.#is(one, this.desk.reading)) ?? null);
  read = $derived.by(() => (this.found && this.at < 0 ? null : this.chosen));

  #searched = 0;

  constructor(readonly desk: Desk) {}

  #is = ({ row, english }: Consultation, edition: string | null) =>
    edition !== null && (row.edition === edition || english?.edition === edition);

  #shown(): Consultation[] {
    const { found } = this;
    return found ? this.all.filter(({ row }) => found.has(row.item)) : this.all;
  }

  async load(): Promise<void> {
    await this.#trouble.read(async () => {
      this.all = await this.desk.backend.consultations();
      await this.#find();
    });
    this.loaded = true;
    // What was read elsewhere is none of these: the first will do.
    if (!this.chosen) this.choose(0);
  }

  /** Searches as it is typed; nothing typed shows all again. */
  async find(text: string): Promise<void> {
    this.search = text;
    await this.#trouble.act(() => this.#find());
  }

  async #find(): Promise<void> {
    const searched = ++this.#searched;
    const text = this.search;
    try {
      const hits = text.trim() ? await this.desk.backend.itemsSearch(text, 100) : null;
      if (searched === this.#searched) this.found = hits && new Set(hits.map(({ entry }) => entry.row.item));
    } catch (thrown) {
      if (searched === this.#searched) throw thrown;
    }
  }

  choose(at: number): void {
    this.desk.reading = this.rows[at]?.row.edition ?? null;
  }

  async open(at: number): Promise<void> {
    const one = this.rows[at];
    if (!one) return;
    const row = opens(this.entry(one), this.desk.reading);
    this.desk.reading = row.edition;
    await this.#trouble.act(() => this.desk.workOn(row));
  }

  /** What was read is gone: what stands in its place now is read. Answers its edition. */
  async takeNext(): Promise<string | null> {
    const { at } = this;
    await this.load();
    return this.rows[Math.min(Math.max(at, 0), this.rows.length - 1)]?.row.edition ?? null;
  }

  /** Something came out of the trash: it is read, where it is one of these. */
  async takeBack(edition: string): Promise<string | null> {
    await this.load();
    return this.all.some((one) => this.#is(one, edition)) ? edition : this.desk.reading;
  }

  async add(): Promise<void> {
    await this.#trouble.act(() => this.desk.begin('consultation'));
  }

  /** One as the list shows it: how much was written stands where others tell their kind. */
  entry(one: Consultation): Entry {
    const { row, english, comments } = one;
    const said = [t('comments.count', { n: comments }), row.author].filter(Boolean).join(' · ');
    return { item: row.item, row, english, said };
  }

  /** What stands at the end of a row. */
  last(entry: Entry): string {
    const one = this.all.find(({ row }) => row.item === entry.item);
    return one ? shortStand(one, this.desk.now, preferences.chosen.language) : '';
  }
}

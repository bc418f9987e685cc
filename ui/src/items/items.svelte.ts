/** The list of items: what is asked for, what is searched for, what is chosen. */

import { asProblem, type Backend, type Entry as Item, type Filter } from '../ipc';
import { begins, entryFound, entryOf, groupsOf, opens, type Entry } from './entries';
import { holds, PagedList } from './pagedList.svelte';

/** How many items a search shows. */
export const FOUND = 100;

export const EVERYTHING: Filter = { kind: null, state: null, lang: null, section: null, mine: false };

export class Items extends PagedList {
  asked = $state<Filter>(EVERYTHING);
  search = $state('');
  total = $state(0);
  groups = $state.raw<ReturnType<typeof groupsOf>>([]);
  hits = $state.raw<Entry[] | null>(null);
  /** More was found than is shown. */
  more = $state(false);

  /** What is chosen is not in the list that was asked for. */
  #left = $state(false);
  /** What is read: what is chosen, where it is among what is listed; it comes back with the list it stands in. */
  read = $derived.by(() => {
    const isAmong = this.hits ? this.at >= 0 : this.total > 0 && !this.#left;
    return isAmong ? this.chosen : null;
  });

  length = $derived(this.hits ? this.hits.length : this.total);
  filtered = $derived(
    Object.keys(EVERYTHING).some((by) => this.asked[by as keyof Filter] !== this.#usual[by as keyof Filter]),
  );

  readonly #usual: Filter;
  /** Answers to an earlier search are thrown away by this number. */
  #searched = 0;

  constructor(
    readonly backend: Backend,
    /** What is asked where nothing is. */
    usual: Filter = EVERYTHING,
    asked: Filter = usual,
    search = '',
    readonly now: () => Date = () => new Date(),
  ) {
    super();
    this.#usual = usual;
    this.asked = asked;
    this.search = search;
  }

  protected async fetch(offset: number, limit: number): Promise<Entry[]> {
    return (await this.backend.itemsList({ ...this.asked }, offset, limit)).map(entryOf);
  }

  protected async outline(): Promise<() => void> {
    const { total, since } = await this.backend.itemsOutline({ ...this.asked }, begins(this.now()));
    return () => {
      this.total = total;
      this.groups = groupsOf(total, since);
    };
  }

  /** Reads the list for the first time; done when its beginning is shown, which may have been asked for `before`. */
  async begin(before?: Promise<Item[]> | null): Promise<void> {
    if (this.search) return this.load();
    await this.beginBy(
      (first) => {
        const touched = first.map(({ row }) => Date.parse(row.updated));
        const since = begins(this.now()).map((at) => touched.filter((time) => time >= Date.parse(at)).length);
        this.total = first.length;
        this.groups = groupsOf(first.length, since);
      },
      before?.then((items) => items.map(entryOf)),
    );
  }

  override entry(at: number): Entry | undefined {
    return this.hits ? this.hits[at] : super.entry(at);
  }

  override async load(): Promise<void> {
    await super.load();
    if (this.search.trim()) await this.find(this.search);
  }

  override async near(from: number, to: number): Promise<void> {
    if (!this.hits) await super.near(from, to);
  }

  async ask(change: Partial<Filter>): Promise<void> {
    this.asked = { ...this.asked, ...change };
    this.toBeginning();
    await this.load();
    this.#left = this.filtered && this.at < 0;
  }

  override async choose(at: number): Promise<Entry | null> {
    this.#left = false;
    return super.choose(at);
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
      this.problem = null;
      this.more = hits.length > FOUND;
      this.hits = hits.slice(0, FOUND).map(entryFound);
      this.follow();
    } catch (thrown) {
      if (searched === this.#searched) this.problem = asProblem(thrown);
    }
  }

  /** Chooses an edition, wherever in the list it stands: its time tells the place. */
  async seek(edition: string): Promise<void> {
    if (this.placeOf(edition) < 0) {
      await this.known();
    }
    if (this.placeOf(edition) < 0) {
      try {
        const { row } = await this.backend.itemsShow(edition, null);
        const { since } = await this.backend.itemsOutline({ ...this.asked }, [row.updated]);
        const at = Math.max(0, (since[0] ?? 0) - 1);
        await this.near(at, at);
      } catch {
        // It is gone, or never was: the first will do.
      }
    }
    await this.choose(Math.max(this.placeOf(edition), 0));
  }

  /** What was chosen is gone from the list: what stands in its place now is chosen. Answers its edition. */
  async takeNext(): Promise<string | null> {
    const { at } = this;
    this.chosen = null;
    await this.load();
    if (this.length === 0) this.at = -1;
    else await this.choose(Math.min(Math.max(at, 0), this.length - 1));
    return this.#reads();
  }

  /** Something came back into the list: it is chosen. Answers its edition. */
  async takeBack(edition: string): Promise<string | null> {
    await this.load();
    await this.seek(edition);
    return this.#reads();
  }

  readonly #reads = () => this.chosen && opens(this.chosen).edition;

  protected override placeOf(edition: string): number {
    return this.hits ? this.hits.findIndex((entry) => holds(entry, edition)) : super.placeOf(edition);
  }

  protected follow(): void {
    if (!this.chosen) return;
    this.at = this.placeOf(this.chosen.row.edition);
    this.chosen = this.entry(this.at) ?? this.chosen;
  }
}

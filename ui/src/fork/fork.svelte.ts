/** Two texts of one edition: each passage that both changed is chosen by a person. */

import type { Desk } from '../frame/desk.svelte';
import { Trouble, type ForkOpen, type Passage, type Shown } from '../ipc';

/** What is taken of a passage. To rewrite it is to take both and to write on in them. */
export type Take = 'mine' | 'theirs' | 'both' | 'rewrite';

/** What is taken of each passage, by its place. */
export type Takes = Record<string, Take>;

export class Choosing {
  fork = $state.raw<ForkOpen | null>(null);
  shown = $state.raw<Shown | null>(null);
  /** Whoever goes elsewhere finds what was chosen again: the desk keeps it. */
  takes = $derived.by(() => this.desk.takes.get(this.fork?.theirs ?? '') ?? {});
  /** What stood before the fork is shown under each passage. */
  before = $state(false);
  /** Which passage the keys are for. */
  at = $state(0);
  readonly #trouble = new Trouble();
  problem = $derived(this.#trouble.problem);
  busy = $state(false);

  passages = $derived(this.fork?.passages ?? []);
  chosen = $derived(this.passages.filter(({ place }) => this.takes[place]).length);
  complete = $derived(this.passages.length > 0 && this.chosen === this.passages.length);
  passage = $derived(this.passages[this.at] ?? null);

  constructor(
    readonly desk: Desk,
    readonly edition: string,
  ) {}

  async load(): Promise<void> {
    await this.#trouble.read(async () => {
      const [fork, shown] = await Promise.all([
        this.desk.backend.syncFork(this.edition),
        this.desk.backend.itemsShow(this.edition, null),
      ]);
      [this.fork, this.shown] = [fork, shown];
      // Where all that is to choose are sentences, they are chosen in their places, beside what they translate.
      const inPlace = this.passages.length > 0 && this.passages.every(({ segment, source }) => segment && source);
      if (shown.translated && inPlace) await this.desk.write(this.edition);
    });
  }

  take(passage: Passage | null, take: Take): void {
    if (!passage || !this.fork) return;
    this.desk.takes.set(this.fork.theirs, { ...this.takes, [passage.place]: take });
    const next = this.passages.findIndex(({ place }) => !this.takes[place]);
    if (next >= 0) this.at = next;
  }

  move(by: 1 | -1): void {
    this.at = Math.min(Math.max(this.at + by, 0), this.passages.length - 1);
  }

  /** Ends the fork by what was chosen. Answers whether something is to be written on. */
  async use(): Promise<void> {
    if (!this.complete || this.busy) return;
    this.busy = true;
    await this.#trouble.act(async () => {
      const choices = Object.entries(this.takes).map(([place, take]) => [place, take === 'rewrite' ? 'both' : take]);
      await this.desk.backend.syncChoose(this.edition, Object.fromEntries(choices) as Record<string, string>);
      await this.desk.refresh();
      const toRewrite = this.passages.find(({ place }) => this.takes[place] === 'rewrite');
      await this.desk.write(this.edition, toRewrite?.place);
    });
    this.busy = false;
  }
}

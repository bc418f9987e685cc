/** One translated edition being written, sentence by sentence. */

import { Autosave, wallClock, type Clock } from '../editor/autosave';
import { HandingIn } from '../editor/handingIn.svelte';
import type { Desk } from '../frame/desk.svelte';
import { asProblem, type Check, type ForkOpen, type Row, type SegmentLine, type Shown } from '../ipc';
import type { Take } from '../fork/fork.svelte';
import type { LanguageCode } from '../look/preferences.svelte';
import { t } from '../messages';
import { Arriving } from '../newer/arriving.svelte';
import { changedNumbers, withNumbers } from './numbers';
import { mayTranslate } from './rights';

export type Only = 'all' | 'open' | 'behind' | 'forked' | 'unreviewed';

interface Written {
  target: string;
  state: string;
}

/** Somebody translated it, and the sentence did not change since. */
const isDone = (line: SegmentLine): boolean => line.state !== 'initial' && line.target.trim() !== '';

/** The edition in the other language. */
const otherOf = (edition: string): string =>
  edition.endsWith(':en') ? edition.replace(/en$/, 'vi') : edition.replace(/vi$/, 'en');

export class Translating extends HandingIn {
  row = $state.raw<Row | null>(null);
  lines = $state.raw<SegmentLine[]>([]);
  /** The sentence that has the keyboard. */
  at = $state<string | null>(null);
  only = $state<Only>('all');
  /** What two translated differently, while it is to be chosen. */
  fork = $state.raw<ForkOpen | null>(null);
  /** The page as readers will see it, while it is looked at. */
  preview = $state.raw<Shown | null>(null);
  typing = $state(false);
  /** What was typed into a sentence that the other text no longer has. */
  gone = $state<string | null>(null);
  loaded = $state(false);

  to = $derived<LanguageCode>(this.row?.lang === 'vi' ? 'vi' : 'en');
  from = $derived<LanguageCode>(this.to === 'vi' ? 'en' : 'vi');
  mayWrite = $derived.by(() => mayTranslate(this.desk));
  done = $derived(this.lines.filter(isDone).length);
  behind = $derived(this.lines.filter((line) => line.out_of_date).length);
  /** What is to choose, by the sentence it stands in. */
  passages = $derived(new Map((this.fork?.passages ?? []).map((passage) => [passage.segment, passage])));
  forked = $derived(this.lines.filter(({ segment }) => this.passages.has(segment)).length);
  /** What is to choose and stands in no sentence here. */
  elsewhere = $derived((this.fork?.passages.length ?? 0) - this.forked);
  reviewed = $derived(this.lines.filter(({ state }) => state === 'reviewed' || state === 'final').length);
  unreviewed = $derived(this.lines.filter(({ state }) => state === 'translated').length);
  revises = $derived.by(() => this.desk.may('reviser'));
  active = $derived(this.lines.find((line) => line.segment === this.at) ?? null);
  /** The sentence at work stays in view, whatever is asked for. */
  visible = $derived(this.lines.filter((line) => line.segment === this.at || this.#fits(line)));
  /** Both translations of the active sentence, where there are two. */
  passage = $derived(this.passages.get(this.at) ?? null);
  numbers = $derived(this.active?.out_of_date ? changedNumbers(this.active.changed) : []);
  /** The active translation with the numbers as they are now, where they can be taken over. */
  renumbered = $derived(this.active && withNumbers(this.active.target, this.numbers));

  /** What was written and is not on disk yet, by sentence. */
  #base: string | null = null;
  readonly #pending = new Map<string, Written>();
  /** What others do with this translation meanwhile. */
  readonly arriving: Arriving;
  readonly #autosave: Autosave<[string, Written][]>;
  readonly #stop: () => void;

  constructor(desk: Desk, edition: string, clock: Clock = wallClock) {
    super(desk, edition);
    this.arriving = new Arriving(desk, edition);
    this.#autosave = new Autosave(
      () => [...this.#pending],
      (written) => this.#save(written),
      ({ complete }) => {
        if (complete) this.typing = false;
      },
      clock,
    );
    desk.beforeLeaving(async () => {
      await this.flush();
      return !this.unsaved;
    });
    this.#stop = desk.onRefresh(() => void this.#look());
  }

  get unsaved(): boolean {
    return this.#autosave.unsaved;
  }

  async load(): Promise<void> {
    try {
      await this.#read();
      const first =
        this.lines.find(({ segment }) => this.passages.has(segment)) ?? this.lines.find((line) => !isDone(line));
      this.at = (first ?? this.lines[0])?.segment ?? null;
      this.loaded = true;
      void this.arriving.begin(this.#base);
      await this.check();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** The sentences stand beside: what is found in each of them is told once, with their number. */
  override async check(): Promise<void> {
    await super.check();
    const counts: Record<string, string> = {
      untranslated: t('translate.left', { n: this.lines.length - this.done - this.behind }),
      out_of_date: t('translate.left.behind', { n: this.behind }),
    };
    const told = new Set<string>();
    this.checks = this.checks.flatMap((found) => {
      const message = counts[found.check];
      if (message === undefined) return [found];
      if (told.has(found.check)) return [];
      told.add(found.check);
      return [{ ...found, message }];
    });
  }

  async flush(): Promise<void> {
    await this.#autosave.flush();
  }

  stop(): void {
    this.#autosave.stop();
    this.#stop();
    this.desk.beforeLeaving(null);
  }

  /** What is typed into the active sentence. */
  write(target: string): void {
    const line = this.active;
    if (!line || !this.mayWrite || this.passage) return;
    const text = target.replace(/\s*\n\s*/g, ' ');
    // Who changes what a reviser settled takes it back to translated; a draft stays one until it is confirmed.
    const state = line.state === 'initial' || text.trim() === '' ? 'initial' : 'translated';
    this.#put({ ...line, target: text, state, may_review: false });
    this.typing = true;
    this.#autosave.touch();
  }

  /** The active sentence is translated. Answers whether there was anything to confirm. */
  confirm(): boolean {
    const line = this.active;
    if (!line || !this.mayWrite || this.passage || line.target.trim() === '' || isDone(line)) return false;
    this.#put({ ...line, state: 'translated', out_of_date: false, earlier: null, changed: [] });
    this.#autosave.touch();
    void this.flush();
    return true;
  }

  /** Takes one of the two translations of the active sentence, or both. Answers whether it was done. */
  async choose(take: Take): Promise<boolean> {
    const { passage, active, busy } = this;
    if (!passage || !active || !this.mayWrite || busy) return false;
    this.busy = true;
    try {
      await this.flush();
      const choice = take === 'rewrite' ? 'both' : take;
      this.#show(await this.desk.backend.translationChoose(this.edition, active.segment, choice));
      const left = this.fork?.passages.filter((other) => other !== passage) ?? [];
      this.fork = this.fork && left.length > 0 ? { ...this.fork, passages: left } : null;
      if (!this.fork && this.row) this.row = { ...this.row, fork: false };
      this.problem = null;
      await this.check();
      return true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Marks the active sentence as read over, or takes that back. Answers whether it is marked now. */
  async review(): Promise<boolean> {
    const line = this.active;
    if (!line?.may_review || this.passage) return false;
    try {
      await this.flush();
      const read = await this.desk.backend.translationReview(this.edition, line.segment);
      this.#show(read);
      this.problem = null;
      return read.state === 'reviewed';
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    }
  }

  /** The next that another translated and nobody read over, from here on and then from the top. */
  nextUnreviewed(): string | null {
    const wanted = (line: SegmentLine) => line.may_review && line.state === 'translated';
    return this.#round().find(wanted)?.segment ?? null;
  }

  takeNumbers(): void {
    if (this.renumbered !== null) this.write(this.renumbered);
  }

  /** The sentence `by` further among those in view; none at the end. */
  beside(by: 1 | -1): string | null {
    const here = this.visible.findIndex((line) => line.segment === this.at);
    return this.visible[here + by]?.segment ?? null;
  }

  /** The next that is still to be translated, from here on and then from the top; none where all are. */
  nextOpen(): string | null {
    const round = this.#round();
    const forked = round.find(({ segment }) => this.passages.has(segment));
    return (forked ?? round.find((line) => !isDone(line)))?.segment ?? null;
  }

  #round(): SegmentLine[] {
    const here = this.lines.findIndex((line) => line.segment === this.at);
    return [...this.lines.slice(here + 1), ...this.lines.slice(0, Math.max(here, 0))];
  }

  /** The sentence a finding speaks of. */
  placeOf(check: Check): string | null {
    const there = this.lines.filter((line) => line.block === check.block);
    return (there.find((line) => !isDone(line)) ?? there[0])?.segment ?? null;
  }

  async look(): Promise<void> {
    await this.flush();
    try {
      this.preview = await this.desk.backend.itemsShow(this.edition, null);
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  #fits(line: SegmentLine): boolean {
    switch (this.only) {
      case 'all':
        return true;
      case 'open':
        return !isDone(line);
      case 'behind':
        return line.out_of_date;
      case 'forked':
        return this.passages.has(line.segment);
      case 'unreviewed':
        return line.state === 'translated';
    }
  }

  #put(line: SegmentLine): void {
    this.#pending.set(line.segment, { target: line.target, state: line.state });
    this.#show(line);
  }

  #show(line: SegmentLine): void {
    this.lines = this.lines.map((known) => (known.segment === line.segment ? line : known));
  }

  async #read(): Promise<void> {
    const { backend } = this.desk;
    // Over the newest source, so that what is checked and handed in is what stands here.
    if (this.mayWrite) await backend.translationOpen(otherOf(this.edition));
    const [shown, lines] = [
      await backend.itemsShow(this.edition, null),
      await backend.translationSegments(this.edition),
    ];
    const fork = shown.row.fork ? await backend.syncFork(this.edition) : null;
    // What was typed meanwhile is newer than what was read.
    if (this.#pending.size > 0) return;
    this.fork = fork;
    this.#base = shown.base;
    this.row = shown.row;
    this.lines = lines;
  }

  /** Something changed behind the window: perhaps the Vietnamese. */
  async #look(): Promise<void> {
    await this.arriving.look();
    // What another made is told and not put in; what was merged into this translation is.
    if (!this.loaded || this.unsaved || !(await this.#isOwn())) return;
    try {
      await this.#read();
      await this.arriving.begin(this.#base);
      if (!this.active) this.at = this.lines[0]?.segment ?? null;
      await this.check();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** Whether what lies on disk is still what is written here: a draft, or the revision it was begun from. */
  async #isOwn(): Promise<boolean> {
    try {
      const { row, base } = await this.desk.backend.itemsShow(this.edition, null);
      return row.draft || base === this.#base;
    } catch {
      return true;
    }
  }

  /** Each sentence for itself: one that cannot be saved does not hold up the others. */
  async #save(written: [string, Written][]): Promise<void> {
    let failed: unknown = null;
    for (const [segment, words] of written) {
      try {
        const line = await this.desk.backend.translationSet(
          this.edition,
          this.#base,
          segment,
          words.target,
          words.state,
        );
        const newest = this.#pending.get(segment);
        if (newest !== words) continue;
        this.#pending.delete(segment);
        // The desk drops blanks at the ends; where one is typing they stay.
        this.#show(segment === this.at ? { ...line, target: words.target } : line);
      } catch (thrown) {
        const problem = asProblem(thrown);
        if (problem.code === 'not_found' && this.#pending.get(segment) === words) {
          // The Vietnamese changed under it. The words are shown: they have no sentence to stand in any more.
          this.#pending.delete(segment);
          this.gone = words.target;
          continue;
        }
        this.desk.saved = problem.code === 'secret_mark' ? { is: 'paused' } : { is: 'failed', problem };
        failed = thrown;
      }
    }
    if (failed) throw failed;
    this.desk.saved = { is: 'saved', at: new Date().toISOString() };
    if (this.gone !== null && this.#pending.size === 0) await this.#read();
    void this.check();
  }
}

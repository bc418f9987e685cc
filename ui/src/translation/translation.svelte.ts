/** One translated edition being written, sentence by sentence. */

import { SvelteSet } from 'svelte/reactivity';
import { otherOf } from '../document/editions';
import { wallClock, type Autosave, type Clock } from '../editor/autosave';
import { HandingIn } from '../editor/handingIn.svelte';
import type { Desk } from '../frame/desk.svelte';
import { asProblem, type SegmentLine, type Shown } from '../ipc';
import type { Take } from '../fork/fork.svelte';
import type { LanguageCode } from '../look/preferences.svelte';
import { t } from '../messages';
import { changedNumbers, withNumbers } from './numbers';
import { mayTranslate } from './rights';
import { isDone, Sentences } from './sentences.svelte';

interface Written {
  target: string;
  state: string;
}

export class Translating extends HandingIn {
  readonly sentences = new Sentences();
  /** The page as readers will see it, while it is looked at. */
  preview = $state.raw<Shown | null>(null);
  /** What was typed into a sentence that the other text no longer has. */
  gone = $state<string | null>(null);

  to = $derived<LanguageCode>(this.row?.lang === 'vi' ? 'vi' : 'en');
  from = $derived<LanguageCode>(this.to === 'vi' ? 'en' : 'vi');
  mayWrite = $derived.by(() => mayTranslate(this.desk));
  revises = $derived.by(() => this.desk.may('reviser'));
  /** Which numbers changed in the active sentence. */
  numbers = $derived.by(() => {
    const { active } = this.sentences;
    return active?.out_of_date ? changedNumbers(active.changed) : [];
  });
  /** The active translation with the numbers as they are now, where they can be taken over. */
  renumbered = $derived.by(() => {
    const { active } = this.sentences;
    return active && withNumbers(active.target, this.numbers);
  });

  /** Sentences that were written in here and not confirmed since. */
  readonly rewritten = new SvelteSet<string>();

  #base: string | null = null;
  /** The draft was made by opening, which brings the sentences up to the newest source. */
  #opened = false;
  #wrote = false;
  /** What was written and is not on disk yet, by sentence. */
  readonly #pending = new Map<string, Written>();
  protected readonly autosave: Autosave<[string, Written][]>;

  constructor(desk: Desk, edition: string, clock: Clock = wallClock) {
    super(desk, edition);
    this.autosave = this.saving(
      () => [...this.#pending],
      (written) => this.#save(written),
      clock,
    );
  }

  async load(): Promise<void> {
    try {
      this.#opened = !(await this.desk.backend.itemsShow(this.edition, null)).row.draft;
      await this.#read();
      this.sentences.toFirst();
      this.loaded = true;
      void this.arriving.begin(this.#base);
      await this.check();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  protected readonly instead = otherOf(this.edition);

  /** Its copies come back with it, when it is begun again. */
  protected isVain(): Promise<boolean> {
    const blank = this.row?.revision === null && this.sentences.lines.every(({ target }) => target.trim() === '');
    return Promise.resolve(this.#pending.size === 0 && (blank || (this.#opened && !this.#wrote)));
  }

  /** The sentences stand beside: what is found in each of them is told once, with their number. */
  override async check(): Promise<void> {
    await super.check();
    const { lines, done, behind } = this.sentences;
    const counts: Record<string, string> = {
      untranslated: t('translate.left', { n: lines.length - done - behind }),
      out_of_date: t('translate.left.behind', { n: behind }),
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

  /** What is typed into the active sentence. */
  write(target: string): void {
    const { active: line, passage } = this.sentences;
    if (!line || !this.mayWrite || passage) return;
    const text = target.replace(/\s*\n\s*/g, ' ');
    // Who changes what a reviser settled takes it back to translated; a draft stays one until it is confirmed.
    const state = line.state === 'initial' || text.trim() === '' ? 'initial' : 'translated';
    this.#put({ ...line, target: text, state, may_review: false });
    this.rewritten.add(line.segment);
    this.touch();
  }

  /** The active sentence is translated. Answers whether there was anything to confirm. */
  confirm(): boolean {
    const { active: line, passage } = this.sentences;
    if (!line || !this.mayWrite || passage || line.target.trim() === '' || isDone(line)) return false;
    this.#put({ ...line, state: 'translated', out_of_date: false, earlier: null, changed: [] });
    this.rewritten.delete(line.segment);
    this.autosave.touch();
    void this.flush();
    return true;
  }

  /** Takes one of the two translations of the active sentence, or both. Answers whether it was done. */
  async choose(take: Take): Promise<boolean> {
    const { sentences } = this;
    const { passage, active } = sentences;
    if (!passage || !active || !this.mayWrite || this.busy) return false;
    this.busy = true;
    try {
      await this.flush();
      const choice = take === 'rewrite' ? 'both' : take;
      this.#wrote = true;
      sentences.show(await this.desk.backend.translationChoose(this.edition, active.segment, choice));
      sentences.settle(passage);
      if (!sentences.fork && this.row) this.row = { ...this.row, fork: false };
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
    const { active: line, passage } = this.sentences;
    if (!line?.may_review || passage) return false;
    try {
      await this.flush();
      const read = await this.desk.backend.translationReview(this.edition, this.#base, line.segment);
      this.#wrote = true;
      this.sentences.show(read);
      this.problem = null;
      return read.state === 'reviewed';
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    }
  }

  takeNumbers(): void {
    if (this.renumbered !== null) this.write(this.renumbered);
  }

  async look(): Promise<void> {
    await this.flush();
    try {
      this.preview = await this.desk.backend.itemsShow(this.edition, null);
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  #put(line: SegmentLine): void {
    this.#wrote = true;
    this.#pending.set(line.segment, { target: line.target, state: line.state });
    this.sentences.show(line);
  }

  async #read(): Promise<void> {
    const { backend } = this.desk;
    if (this.left) return;
    // Over the newest source, so that what is checked and handed in is what stands here.
    if (this.mayWrite) await backend.translationOpen(otherOf(this.edition));
    const [shown, lines] = [
      await backend.itemsShow(this.edition, null),
      await backend.translationSegments(this.edition),
    ];
    const fork = shown.row.fork ? await backend.syncFork(this.edition) : null;
    // What was typed meanwhile is newer than what was read.
    if (this.#pending.size > 0) return;
    this.sentences.fork = fork;
    this.#base = shown.base;
    this.row = shown.row;
    this.sentences.lines = lines;
  }

  /** Perhaps the text it is made from, or what was merged into this one. */
  protected async changed(): Promise<void> {
    await this.arriving.look();
    // What another made is told and not put in; what was merged into this translation is.
    if (!this.loaded || this.unsaved || !(await this.#isOwn())) return;
    try {
      await this.#read();
      await this.arriving.begin(this.#base);
      if (!this.sentences.active) this.sentences.toFirst();
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
        this.sentences.show(segment === this.sentences.at ? { ...line, target: words.target } : line);
      } catch (thrown) {
        const problem = asProblem(thrown);
        if (problem.code === 'not_found' && this.#pending.get(segment) === words) {
          // The Vietnamese changed under it. The words are shown: they have no sentence to stand in any more.
          this.#pending.delete(segment);
          this.gone = words.target;
          continue;
        }
        this.notSaved(problem);
        failed = thrown;
      }
    }
    if (failed) throw failed;
    this.desk.saved = { is: 'saved', at: new Date().toISOString() };
    if (this.gone !== null && this.#pending.size === 0) await this.#read();
    void this.check();
  }
}

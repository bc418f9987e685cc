/** The sentences of a translation: which has the keyboard, which are in view, and how far they are. */

import type { Check, ForkOpen, Passage, SegmentLine } from '../ipc';

export type Only = 'all' | 'open' | 'behind' | 'forked' | 'unreviewed';

/** Somebody translated it, and the sentence did not change since. */
export const isDone = (line: SegmentLine): boolean => line.state !== 'initial' && line.target.trim() !== '';

/** A reviser may read it over now: another translated it, and the sentence did not change since. */
export const isToReview = (line: SegmentLine): boolean =>
  line.may_review && line.state === 'translated' && !line.out_of_date;

export class Sentences {
  lines = $state.raw<SegmentLine[]>([]);
  /** The sentence that has the keyboard. */
  at = $state<string | null>(null);
  only = $state<Only>('all');
  /** What two translated differently, while it is to be chosen. */
  fork = $state.raw<ForkOpen | null>(null);

  /** What is to choose, by the sentence it stands in. */
  passages = $derived(new Map((this.fork?.passages ?? []).map((passage) => [passage.segment, passage])));
  active = $derived(this.lines.find((line) => line.segment === this.at) ?? null);
  /** Both translations of the active sentence, where there are two. */
  passage = $derived(this.passages.get(this.at) ?? null);
  /** The sentence at work stays in view, whatever is asked for. */
  visible = $derived(this.lines.filter((line) => line.segment === this.at || this.#fits(line)));

  done = $derived(this.lines.filter(isDone).length);
  behind = $derived(this.lines.filter((line) => line.out_of_date).length);
  reviewed = $derived(this.lines.filter(({ state }) => state === 'reviewed' || state === 'final').length);
  unreviewed = $derived(this.lines.filter(({ state }) => state === 'translated').length);
  forked = $derived(this.lines.filter(({ segment }) => this.passages.has(segment)).length);
  /** What is to choose and stands in no sentence here. */
  elsewhere = $derived((this.fork?.passages.length ?? 0) - this.forked);

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

  show(line: SegmentLine): void {
    this.lines = this.lines.map((known) => (known.segment === line.segment ? line : known));
  }

  /** That passage is chosen; with the last one there is no fork any more. */
  settle(passage: Passage): void {
    const left = this.fork?.passages.filter((other) => other !== passage) ?? [];
    this.fork = this.fork && left.length > 0 ? { ...this.fork, passages: left } : null;
  }

  /** Goes where one begins: to what is to choose, else to what is to translate, else to the first. */
  toFirst(): void {
    this.at = this.#openOf(this.lines) ?? this.lines[0]?.segment ?? null;
  }

  /** The sentence `by` further among those in view; none at the end. */
  beside(by: 1 | -1): string | null {
    const here = this.visible.findIndex((line) => line.segment === this.at);
    return this.visible[here + by]?.segment ?? null;
  }

  /** The next that is still to be translated, from here on and then from the top; none where all are. */
  nextOpen(): string | null {
    return this.#openOf(this.#round());
  }

  /** The next that another translated and nobody read over, from here on and then from the top. */
  nextUnreviewed(): string | null {
    return this.#round().find(isToReview)?.segment ?? null;
  }

  #openOf(lines: SegmentLine[]): string | null {
    const forked = lines.find(({ segment }) => this.passages.has(segment));
    return (forked ?? lines.find((line) => !isDone(line)))?.segment ?? null;
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
}

/** The queue of what waits for this member's decision, and the decision itself in two steps. */

import { asProblem, type Backend, type Problem, type Shown, type Waiting } from '../ipc';

/** Which decision is being made; the first press opens it, the second signs. */
export type Deciding = 'nothing' | 'approve' | 'return';

export class Review {
  queue = $state.raw<Waiting[]>([]);
  chosen = $state<string | null>(null);
  shown = $state.raw<Shown | null>(null);
  loaded = $state(false);
  problem = $state<Problem | null>(null);

  deciding = $state<Deciding>('nothing');
  reason = $state('');
  reasonMissing = $state(false);
  refused = $state<Problem | null>(null);
  busy = $state(false);

  waiting = $derived(this.queue.find(({ row }) => row.edition === this.chosen) ?? null);

  constructor(
    readonly backend: Backend,
    chosen: string | null = null,
  ) {
    this.chosen = chosen;
  }

  async load(): Promise<void> {
    try {
      this.queue = await this.backend.reviewQueue();
      if (!this.waiting && !this.refused) this.chosen = this.queue[0]?.row.edition ?? null;
      await this.#read();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    } finally {
      this.loaded = true;
    }
  }

  async choose(edition: string | null): Promise<void> {
    if (edition === this.chosen) return;
    this.chosen = edition;
    this.step('nothing');
    this.refused = null;
    this.reason = '';
    await this.#read();
  }

  /** What waits before or after the one chosen. */
  beside(by: 1 | -1): string | null {
    const at = this.queue.findIndex(({ row }) => row.edition === this.chosen);
    return (this.queue[at + by] ?? this.queue[at] ?? this.queue[0])?.row.edition ?? null;
  }

  /** First step: opens a decision, or takes it back. */
  step(to: Deciding): void {
    this.deciding = to;
    this.reasonMissing = false;
  }

  /** Second step: signs. Names the very revision that is shown. */
  async sign(): Promise<void> {
    const { waiting, shown, deciding } = this;
    const revision = shown?.row.revision;
    if (!waiting || !revision || deciding === 'nothing' || this.busy) return;
    const reason = this.reason.trim();
    this.reasonMissing = deciding === 'return' && !reason;
    if (this.reasonMissing) return;
    this.busy = true;
    this.refused = null;
    try {
      if (deciding === 'approve') await this.backend.reviewApprove(waiting.row.edition, revision, null);
      else await this.backend.reviewReturn(waiting.row.edition, revision, reason);
      this.reason = '';
      this.step('nothing');
      await this.load();
    } catch (thrown) {
      this.refused = asProblem(thrown);
      this.step('nothing');
      await this.load();
    } finally {
      this.busy = false;
    }
  }

  async #read(): Promise<void> {
    const { waiting } = this;
    if (!waiting) {
      this.shown = null;
      return;
    }
    // The revision that was handed in, not a draft that may lie above it here.
    const shown = await this.backend.itemsShow(waiting.row.edition, waiting.row.revision);
    if (this.chosen === waiting.row.edition) this.shown = shown;
  }
}

/** A revision as people read it out: its first eight figures in two groups. */
export function readable(revision: string | null): string {
  return revision ? `${revision.slice(0, 4)} ${revision.slice(4, 8)}` : '';
}

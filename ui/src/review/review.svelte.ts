/** The queue of what waits for this member's decision, and the decision itself in two steps. */

import { asProblem, type Backend, type Problem, type Shown, type Waiting } from '../ipc';

/** Which decision is being made; the first press opens it, the second signs. */
export type Deciding = 'nothing' | 'approve' | 'return';

export class Review {
  queue = $state.raw<Waiting[]>([]);
  chosen = $state<string | null>(null);
  /** What is read now, and exactly which revision it is: that one is signed, whatever comes later. */
  #read = $state.raw<{ edition: string; revision: string; shown: Shown } | null>(null);
  loaded = $state(false);
  problem = $state<Problem | null>(null);

  deciding = $state<Deciding>('nothing');
  reason = $state('');
  reasonMissing = $state(false);
  refused = $state<Problem | null>(null);
  busy = $state(false);

  shown = $derived(this.#read?.shown ?? null);
  revision = $derived(this.#read?.revision ?? null);
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
      this.problem = null;
      await this.#show();
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
    try {
      await this.#show();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** First step: opens a decision, or takes it back. Nothing is decided before it is seen. */
  step(to: Deciding): void {
    this.deciding = this.#read ? to : 'nothing';
    this.reasonMissing = false;
  }

  /** Second step: signs. Names the very revision that is shown. */
  async sign(): Promise<void> {
    const { deciding } = this;
    const read = this.#read;
    if (!read || deciding === 'nothing' || this.busy) return;
    const { edition, revision } = read;
    const reason = this.reason.trim();
    this.reasonMissing = deciding === 'return' && !reason;
    if (this.reasonMissing) return;
    this.busy = true;
    this.refused = null;
    try {
      if (deciding === 'approve') await this.backend.reviewApprove(edition, revision, null);
      else await this.backend.reviewReturn(edition, revision, reason);
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

  /** Reads the revision that was handed in, not a draft or a later revision that may lie above it here. */
  async #show(): Promise<void> {
    const asked = this.waiting?.row;
    const before = this.#read;
    if (before?.edition !== asked?.edition || before?.revision !== asked?.revision) {
      if (before && before.edition === asked?.edition && this.deciding !== 'nothing')
        // Handed in anew under the hands of who was about to sign: it is read again first.
        this.refused = { code: 'revision_changed', message: '', retry: false, checks: [] };
      this.#read = null;
      this.step('nothing');
    }
    if (!asked?.revision) return;
    const { edition, revision } = asked;
    const shown = await this.backend.itemsShow(edition, revision);
    const { waiting } = this;
    if (waiting?.row.edition === edition && waiting.row.revision === revision)
      this.#read = { edition, revision, shown };
  }
}

/** A revision as people read it out: its first eight figures in two groups. */
export function readable(revision: string | null): string {
  return revision ? `${revision.slice(0, 4)} ${revision.slice(4, 8)}` : '';
}

/** What every way of writing has in common: the checks, and handing in, in two steps. */

import type { Desk } from '../frame/desk.svelte';
import { asProblem, type Check, type Problem } from '../ipc';
import { sorted } from './findings';

export abstract class HandingIn {
  checks = $state.raw<Check[]>([]);
  problem = $state<Problem | null>(null);

  submitting = $state(false);
  note = $state('');
  /** When it is to be published; at once where nothing is said. */
  publishAt = $state('');
  reasons = $state<Record<string, string>>({});
  refused = $state<Problem | null>(null);
  busy = $state(false);

  blocking = $derived(this.checks.filter((check) => check.severity === 'blocks'));
  needReason = $derived(this.checks.filter((check) => check.severity === 'reason'));

  constructor(
    readonly desk: Desk,
    readonly edition: string,
  ) {}

  /** Everything typed on disk, or told why not. */
  abstract flush(): Promise<void>;

  /** There is something not yet on disk. */
  abstract get unsaved(): boolean;

  async check(): Promise<void> {
    try {
      this.checks = sorted(await this.desk.backend.draftCheck(this.edition));
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** First step of handing in: everything saved, and what must be said along with it. */
  async prepare(): Promise<void> {
    await this.flush();
    await this.check();
    this.refused = null;
    this.submitting = this.blocking.length === 0 && !this.unsaved;
  }

  /** Second step. Answers whether it was handed in. */
  async submit(): Promise<boolean> {
    const without = this.needReason.find((check) => !this.reasons[check.check]?.trim());
    if (without) {
      this.refused = { code: 'needs_reason', message: without.message, retry: false, checks: [without] };
      return false;
    }
    this.busy = true;
    try {
      await this.flush();
      // What goes must be what is read here: a text that is not on disk stays.
      this.refused = this.notOnDisk();
      if (this.refused) return false;
      const submitted = await this.desk.backend.reviewSubmit(this.edition, {
        note: this.note.trim() || null,
        at: this.publishAt.length === 10 ? `${this.publishAt}T00:00:00+07:00` : this.publishAt || null,
        reasons: Object.fromEntries(
          this.needReason.map((check) => [check.check, this.reasons[check.check]?.trim() ?? '']),
        ),
      });
      this.submitting = false;
      this.desk.warning = submitted.nobody_can_approve ? 'submit.nobody_can_approve' : null;
      return true;
    } catch (thrown) {
      this.refused = asProblem(thrown);
      await this.check();
      return false;
    } finally {
      this.busy = false;
    }
  }

  cancelSubmit(): void {
    this.submitting = false;
    this.refused = null;
  }

  /** Why what is read here is not what lies on disk, if so. */
  protected notOnDisk(): Problem | null {
    if (!this.unsaved) return null;
    const { saved } = this.desk;
    if (saved.is === 'failed') return saved.problem;
    return { code: saved.is === 'paused' ? 'secret_mark' : 'unsaved', message: '', retry: true, checks: [] };
  }
}

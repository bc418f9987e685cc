/** What every way of writing has in common: what is typed is saved, checked, and handed in in two steps. */

import { glyphOfDraft } from '../items/entries';
import type { Desk } from '../frame/desk.svelte';
import { restEnter } from '../frame/keys';
import { asProblem, type Check, type Problem, type Row } from '../ipc';
import { t, type Key } from '../messages';
import { Arriving } from '../newer/arriving.svelte';
import { Autosave, type Clock } from './autosave';
import { isPast } from './fields';
import { sorted } from './findings';

/** The field for the time of publication: it is no part of the text. */
export const PUBLISH_AT = 'publish_at';

/** What one should know of what was handed in. */
const WARNINGS = [
  'submit.nobody_can_approve',
  'submit.replaces_scheduled',
  'submit.waits_already',
] as const satisfies Key[];

export abstract class HandingIn {
  row = $state.raw<Row | null>(null);
  loaded = $state(false);
  /** Between a keystroke and the moment it is on disk. */
  typing = $state(false);
  checks = $state.raw<Check[]>([]);
  /** Where a secret mark stands that keeps the text from being saved. */
  #marked = $state.raw<Check[]>([]);
  problem = $state<Problem | null>(null);

  submitting = $state(false);
  note = $state('');
  /** When it is to be published; at once where nothing is said. */
  publishAt = $state('');
  reasons = $state<Record<string, string>>({});
  /** What stands in a field for a time and is none, by the field's name. Nothing is handed in as long as it stands. */
  unread = $state<Record<string, string>>({});
  /** It was tried to hand in with such a field: it is marked even while one types in it. */
  insisting = $state(false);
  refused = $state<Problem | null>(null);
  busy = $state(false);
  /** Handing in waits for what goes on. */
  preparing = $state(false);
  /** One leaves, and what was begun in vain goes. */
  protected left = false;

  /** What is to be mended: in what is on disk, and before it in what is kept from it. */
  found = $derived.by(() => (this.desk.saved.is === 'paused' ? [...this.#marked, ...this.checks] : this.checks));
  blocking = $derived(this.checks.filter((check) => check.severity === 'blocks'));
  /** The time at which it is to be published is over. */
  pastTime = $derived.by(() => isPast(this.publishAt, this.desk.now));
  /** The field whose time must be put right before anything is handed in. */
  wrongTime = $derived.by(() => {
    const facts = Object.keys(this.unread).find((name) => name !== PUBLISH_AT);
    if (facts !== undefined || !this.submitting) return facts ?? null;
    return this.unread[PUBLISH_AT] !== undefined || this.pastTime ? PUBLISH_AT : null;
  });
  /** The ring of what is written: a draft from the first save on. */
  ring = $derived.by(() => this.row && glyphOfDraft(this.row, this.row.draft || this.desk.saved.is === 'saved'));
  /** What needs a reason, each once, wherever it was found: one reason goes with all of a kind. */
  needReason = $derived.by(() => {
    const all = this.checks.filter(({ severity }) => severity === 'reason');
    return all.flatMap((found, at) => {
      const { length } = all.filter(({ check }) => check === found.check);
      if (all.findIndex(({ check }) => check === found.check) < at) return [];
      return length === 1
        ? found
        : { ...found, message: t('submit.reason.places', { message: found.message, n: length }) };
    });
  });

  /** What others do with this text meanwhile. */
  readonly arriving: Arriving;
  protected abstract readonly autosave: Pick<Autosave<unknown>, 'unsaved' | 'touch' | 'flush' | 'stop'>;
  readonly #stop: () => void;
  readonly #unguard: () => void;

  constructor(
    readonly desk: Desk,
    readonly edition: string,
  ) {
    this.arriving = new Arriving(desk, edition);
    this.#unguard = desk.leaving.before(async () => {
      await this.finish();
      const done = !this.unsaved && !this.#hasUnreadFacts;
      if (done) await this.#dropVain();
      return done;
    });
    this.#stop = desk.onRefresh(() => void this.changed());
  }

  /** Something changed behind the window. */
  protected abstract changed(): Promise<void>;

  protected saving<T>(take: () => T, save: (taken: T) => Promise<void>, clock: Clock): Autosave<T> {
    return new Autosave(
      take,
      save,
      ({ complete }) => {
        if (complete) this.typing = false;
      },
      clock,
    );
  }

  /** What was typed could not be saved. */
  protected notSaved(problem: Problem): void {
    const paused = problem.code === 'secret_mark';
    this.#marked = paused ? problem.checks : [];
    this.desk.saved = paused ? { is: 'paused' } : { is: 'failed', problem };
  }

  /** Something was typed. */
  protected touch(): void {
    this.typing = true;
    this.autosave.touch();
  }

  /** A time was given in that field, or it was emptied. */
  protected timeRead(name: string): void {
    this.unread = Object.fromEntries(Object.entries(this.unread).filter(([unread]) => unread !== name));
    this.insisting = false;
  }

  /** What was typed in that field is no time. The time given before is no longer what is meant, but stays on disk. */
  timeUnread(name: string, typed: string): void {
    this.unread = { ...this.unread, [name]: typed };
  }

  setPublishAt(at: string): void {
    this.publishAt = at;
    this.timeRead(PUBLISH_AT);
  }

  get #hasUnreadFacts(): boolean {
    return Object.keys(this.unread).some((name) => name !== PUBLISH_AT);
  }

  /** There is something not yet on disk. */
  get unsaved(): boolean {
    return this.autosave.unsaved;
  }

  /** Everything typed on disk, or told why not. */
  async flush(): Promise<void> {
    await this.autosave.flush();
  }

  /** Everything that goes on is done, and on disk. */
  protected async finish(): Promise<void> {
    await this.flush();
  }

  /** The view is gone: nothing more is saved from here. */
  stop(): void {
    this.autosave.stop();
    this.#stop();
    this.#unguard();
  }

  /** The draft holds nothing that anybody wrote. */
  protected abstract isVain(): Promise<boolean>;

  /** What is read where this edition is gone. */
  protected abstract readonly instead: string | null;

  /** What was opened and is left without a word goes away again. */
  async #dropVain(): Promise<void> {
    const { desk, edition, row } = this;
    try {
      if (!this.loaded || row?.draft !== true || !(await this.isVain())) return;
      // Whoever read it again now would begin it anew.
      this.#stop();
      this.left = true;
      await desk.backend.draftDiscard(edition);
    } catch {
      // It stands in the list then, where it can be put into the trash.
      return;
    }
    this.row = { ...row, draft: false };
    if (desk.reading === edition && row.revision === null) desk.reading = this.instead;
  }

  async check(): Promise<void> {
    try {
      this.checks = sorted(await this.desk.backend.draftCheck(this.edition));
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** First step of handing in: everything saved, and what must be said along with it. */
  async prepare(): Promise<void> {
    this.preparing = true;
    await this.finish().finally(() => (this.preparing = false));
    await this.check();
    this.refused = null;
    this.insisting = this.#hasUnreadFacts;
    this.submitting = this.blocking.length === 0 && !this.unsaved && !this.insisting && !this.desk.shutOut;
  }

  /** Second step. Answers whether it was handed in. */
  async submit(): Promise<boolean> {
    this.refused = null;
    this.insisting = this.wrongTime !== null;
    if (this.insisting) return false;
    const without = this.needReason.filter((check) => !this.reasons[check.check]?.trim());
    if (without[0]) {
      this.refused = { code: 'needs_reason', message: without[0].message, retry: false, checks: without };
      return false;
    }
    this.busy = true;
    try {
      await this.finish();
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
      restEnter();
      // There is no draft any more.
      this.row = this.row && { ...this.row, draft: false };
      this.desk.rewriting.delete(this.edition);
      const { warning } = submitted;
      if (warning !== 'waits_already') this.desk.saved = { is: 'submitted', at: new Date().toISOString() };
      this.desk.warning = WARNINGS.find((known) => known === `submit.${warning}`) ?? null;
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
    this.insisting = false;
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

/** The queue of what waits for this member's decision, and the decision itself in two steps. */

import { SvelteMap } from 'svelte/reactivity';
import {
  asProblem,
  Trouble,
  type Act,
  type Backend,
  type Problem,
  type Refused,
  type Row,
  type Shown,
  type Waiting,
} from '../ipc';
import { otherOf } from '../document/editions';
import type { Base } from './comparison.svelte';

/** Which decision is being made; the first press opens it, the second signs. */
type Deciding = 'nothing' | 'approve' | 'return';

/** Decisions, as the ledger names them: what the portal refused of these is told here. */
const DECISIONS = ['approved', 'returned'];

/** A revision that is read, and how it was handed in. */
interface Read {
  edition: string;
  revision: string;
  shown: Shown;
  submission: Act | null;
  /** What it translates, as it stood then. */
  source: Shown | null;
}

/** Why the text that was read is no longer the one that is shown: what was signed of it, or that it waits no more. */
interface Done {
  what: 'approved' | 'returned' | 'elsewhere';
  edition: string;
  revision: string | null;
  title: string;
  at: Date;
  /** It was the last approval of a translation, and what that translates is not published. */
  waits: boolean;
  /** The portal has published that very revision: where. */
  page: string | null;
}

export class Review {
  queue = $state.raw<Waiting[]>([]);
  /** Decisions of this member that the portal refused and that were not yet seen to. */
  refusals = $state.raw<Refused[]>([]);
  /** The rows of what a decision was refused for and that nobody has to decide any more. */
  #others = $state.raw<Row[]>([]);
  chosen = $state<string | null>(null);
  /** What is read now, and exactly which revision it is: that one is signed, whatever comes later. */
  #read = $state.raw<Read | null>(null);
  /** Why what is chosen cannot be read here; the queue and what was refused of it stand nevertheless. */
  unreadable = $state.raw<Problem | null>(null);
  loaded = $state(false);
  readonly #trouble = new Trouble();
  problem = $derived(this.#trouble.problem);

  deciding = $state<Deciding>('nothing');
  reasonMissing = $state(false);
  refused = $state<Problem | null>(null);
  busy = $state(false);
  /** What was decided last, here or elsewhere, while nothing else is being looked at: it is said, and the next press decides
   * nothing. */
  done = $state.raw<Done | null>(null);

  shown = $derived(this.#read?.shown ?? null);
  /** Who handed in what is read, when, and with which words to the approvers. */
  submission = $derived(this.#read?.submission ?? null);
  revision = $derived(this.#read?.revision ?? null);
  /** What it translates, where it is a translation and that lies here. */
  source = $derived(this.#read?.source ?? null);
  waiting = $derived(this.queue.find(({ row }) => row.edition === this.chosen) ?? null);
  /** What the list shows: what waits for this member, what waits for others, what was refused and waits no more. */
  rows = $derived([...this.queue.map(({ row }) => row), ...this.#others]);
  mine = $derived(this.queue.filter(({ why_not }) => why_not === null));
  /** What the portal refused of the chosen text: the last decision on it. */
  refusal = $derived(this.refusals.filter(({ edition }) => edition === this.chosen).at(-1) ?? null);
  /** What was refused has a newer revision in its place that is to be decided on: there is something to read. */
  readsAnew = $derived(this.waiting !== null && Boolean(this.refusal?.newer));
  /** What this member decided on in vain, by edition, while its text is another: also once that was seen. */
  #since = $state.raw(new Map<string, { base: Base; newer: string }>());
  since = $derived.by(() => {
    const since = this.#since.get(this.chosen ?? '');
    return since && since.newer === this.revision ? since.base : null;
  });
  /** Whether this member can approve the chosen text now. */
  approves = $derived(this.waiting !== null && this.waiting.why_not === null && this.refusal === null);
  /** Whether this member can return it: some may return what they may not approve. */
  returns = $derived(this.waiting !== null && this.waiting.why_not_return === null && this.refusal === null);

  constructor(
    readonly backend: Backend,
    chosen: string | null = null,
    /** Reasons that were begun and not signed, by the revision they are for. */
    readonly begun: SvelteMap<string, string> = new SvelteMap(),
    readonly now: () => Date = () => new Date(),
  ) {
    this.chosen = chosen;
  }

  /** Why what is read is returned. What was begun waits while another text is read. */
  get reason(): string {
    return this.begun.get(this.revision ?? '') ?? '';
  }

  set reason(reason: string) {
    if (this.revision) this.begun.set(this.revision, reason);
  }

  /** Where what is chosen waits no more, or was `left`, the one that stands in its place now is chosen. */
  async load(left: string | null = null): Promise<void> {
    await this.#trouble.read(async () => {
      const at = Math.max(
        this.rows.findIndex(({ edition }) => edition === this.chosen),
        0,
      );
      const { waiting } = this;
      await this.#follow();
      this.queue = await this.backend.reviewQueue();
      await this.#hear();
      const stays = this.chosen !== left && this.rows.some(({ edition }) => edition === this.chosen);
      const next = this.mine[Math.min(at, this.mine.length - 1)]?.row ?? this.#others[0];
      if (!stays && !this.refused) {
        if (waiting && this.chosen !== left) this.done = this.#doneWith('elsewhere', waiting.row);
        this.chosen = next?.edition ?? null;
      }
      await this.#show();
    });
    this.loaded = true;
  }

  async choose(edition: string | null): Promise<void> {
    if (edition === this.chosen) return;
    this.chosen = edition;
    this.step('nothing');
    this.refused = null;
    this.done = null;
    await this.#show();
  }

  /** First step: opens a decision, or takes it back. Nothing is decided before it is seen. */
  step(to: Deciding): void {
    const may = to === 'return' ? this.returns : this.approves;
    this.deciding = this.#read && may ? to : 'nothing';
    this.reasonMissing = false;
    if (this.deciding !== 'nothing') this.done = null;
  }

  /** Second step: signs. Names the very revision that is shown. */
  async sign(): Promise<void> {
    const { deciding } = this;
    const read = this.#read;
    if (!read || deciding === 'nothing' || this.busy) return;
    const { edition, revision, shown } = read;
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
      const what = deciding === 'approve' ? 'approved' : 'returned';
      const waits = what === 'approved' && this.waiting?.needed === 1 && this.waiting.waits_for_source;
      this.done = { ...this.#doneWith(what, { ...shown.row, revision }), waits };
      await this.load(edition);
    } catch (thrown) {
      this.refused = asProblem(thrown);
      this.step('nothing');
      await this.load();
    } finally {
      this.busy = false;
    }
  }

  /** Puts away what the portal refused of the chosen text: it was seen. */
  async seen(): Promise<void> {
    const edition = this.chosen;
    await this.#trouble.act(async () => {
      for (const refusal of this.refusals.filter((one) => one.edition === edition))
        await this.backend.syncDismiss(refusal.id);
      await this.load();
    });
  }

  #doneWith(what: Done['what'], { edition, revision, title }: Row): Done {
    return { what, edition, revision, title, at: this.now(), waits: false, page: null };
  }

  /** What was approved last may have been published since. */
  async #follow(): Promise<void> {
    const { done } = this;
    if (done?.what !== 'approved' || done.page) return;
    try {
      const { row, url } = await this.backend.itemsShow(done.edition, null);
      if (this.done === done && row.published_revision === done.revision) this.done = { ...done, page: url };
    } catch {
      // It was erased meanwhile: that it was signed stands.
    }
  }

  async #hear(): Promise<void> {
    const refusals = await this.backend.syncRefusals();
    this.refusals = refusals.filter(({ what, edition }) => edition !== null && DECISIONS.includes(what));
    const since = this.refusals.flatMap(({ edition, what, decided, newer, at }) =>
      edition && decided && newer
        ? [
            [
              edition,
              {
                base: { revision: decided, as: what === 'approved' ? ('decided' as const) : ('judged' as const), at },
                newer: newer.revision,
              },
            ] as const,
          ]
        : [],
    );
    this.#since = new Map([...this.#since, ...since]);
    const waits = new Set(this.queue.map(({ row }) => row.edition));
    const editions = new Set(this.refusals.flatMap(({ edition }) => edition ?? []));
    const found = [...editions].filter((edition) => !waits.has(edition)).map((edition) => this.#rowOf(edition));
    this.#others = (await Promise.all(found)).flatMap((row) => row ?? []);
  }

  async #rowOf(edition: string): Promise<Row | null> {
    try {
      return (await this.backend.itemsShow(edition, null)).row;
    } catch {
      // Put away or erased since: what was refused of it still stands where all is sent and received.
      return null;
    }
  }

  readonly #asked = () => this.rows.find(({ edition }) => edition === this.chosen);

  /** Reads the revision that was handed in, not a draft or a later revision that may lie above it here. */
  async #show(): Promise<void> {
    const asked = this.#asked();
    const before = this.#read;
    if (before?.edition !== asked?.edition || before?.revision !== asked?.revision) {
      if (before && before.edition === asked?.edition && this.deciding !== 'nothing')
        // Handed in anew under the hands of who was about to sign: it is read again first.
        this.refused = { code: 'revision_changed', message: '', retry: false, checks: [] };
      this.#read = null;
      this.step('nothing');
    }
    if (!asked) {
      this.unreadable = null;
      return;
    }
    const { edition, revision } = asked;
    const [read, unreadable] = await this.#reading(edition, revision);
    const still = this.#asked();
    if (still?.edition !== edition || still.revision !== revision) return;
    this.#read = read;
    this.unreadable = unreadable;
  }

  async #reading(edition: string, revision: string | null): Promise<[Read | null, Problem | null]> {
    if (!revision) return [null, { code: 'not_received', message: '', retry: false, checks: [] }];
    try {
      const [shown, acts] = [await this.backend.itemsShow(edition, revision), await this.backend.itemsHistory(edition)];
      const submission = acts.findLast((act) => act.what === 'submitted' && act.revision === revision) ?? null;
      return [{ edition, revision, shown, submission, source: await this.#sourceOf(shown) }, null];
    } catch (thrown) {
      return [null, asProblem(thrown)];
    }
  }

  async #sourceOf({ row, source }: Shown): Promise<Shown | null> {
    if (!source) return null;
    try {
      return await this.backend.itemsShow(otherOf(row.edition), source);
    } catch {
      // It was erased, or has not come here: the translation is read by itself.
      return null;
    }
  }
}

/** A revision as people read it out: its first eight figures in two groups. */
export function readable(revision: string | null): string {
  return revision ? `${revision.slice(0, 4)} ${revision.slice(4, 8)}` : '';
}

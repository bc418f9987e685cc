/** What happened to an edition, and how its draft stood earlier on this computer: looked at, kept, taken back. */

import type { Desk } from '../frame/desk.svelte';
import { asProblem, type Act, type Problem, type Shown, type Snapshot, type SnapshotText } from '../ipc';
import { Comparison } from '../review/comparison.svelte';

/** What a revision is told to be that cannot be read here: taken back before it came, or removed. */
const NOT_HERE = ['not_found', 'not_received', 'erased'];

type Chosen = { act: Act } | { snapshot: Snapshot };

/** One line of either list, by a name that stays the same when the lists are read again. */
export interface Line {
  key: string;
  is: Chosen;
}

export class History {
  acts = $state.raw<Act[]>([]);
  snapshots = $state.raw<Snapshot[]>([]);
  key = $state<string | null>(null);
  /** What is read; none for an act that concerns no revision. */
  text = $state.raw<SnapshotText | null>(null);
  /** The revision that is read, whole. */
  shown = $state.raw<Shown | null>(null);
  /** The revision it is compared with. */
  against = $state<string | null>(null);
  readonly comparison: Comparison;
  loaded = $state(false);
  problem = $state<Problem | null>(null);
  /** Why the text of the chosen line cannot be read. */
  unreadable = $state<Problem | null>(null);

  /** The first press asks, the second takes the text back. */
  asking = $state(false);
  /** The first press opens the line for a name, which may stay empty; the second keeps. */
  naming = $state(false);
  name = $state('');
  refused = $state<Problem | null>(null);
  busy = $state(false);
  /** What was done last, to be said. */
  done = $state.raw<{ restored: string } | { kept: true } | null>(null);

  lines = $derived<Line[]>([
    ...this.acts.map((act, at) => ({ key: `act-${this.acts.length - at}`, is: { act } })),
    ...this.snapshots.map((snapshot) => ({ key: `snapshot-${snapshot.id}`, is: { snapshot } })),
  ]);
  at = $derived(this.lines.findIndex(({ key }) => key === this.key));
  chosen = $derived(this.lines[this.at]?.is ?? null);
  revision = $derived(this.chosen && 'act' in this.chosen ? this.chosen.act.revision : null);
  /** The other revisions, the newest first, each with the act that brought it. */
  others = $derived.by(() => {
    const first = new Map<string, Act>();
    for (const act of this.acts) if (act.revision && act.revision !== this.revision) first.set(act.revision, act);
    return [...first].map(([revision, act]) => ({ revision, act }));
  });
  snapshot = $derived(this.chosen && 'snapshot' in this.chosen ? this.chosen.snapshot : null);

  constructor(
    readonly desk: Desk,
    readonly edition: string,
    /** Takes a snapshot back; the editor brings its own, since it holds the words. */
    readonly takeBack: (id: number) => Promise<unknown> = async (id) => {
      await desk.backend.draftRestore(edition, id);
      await desk.refresh();
    },
  ) {
    this.comparison = new Comparison(desk.backend);
  }

  async load(): Promise<void> {
    try {
      const { backend } = this.desk;
      const [acts, snapshots] = [await backend.itemsHistory(this.edition), await backend.draftSnapshots(this.edition)];
      this.acts = acts.toReversed();
      this.snapshots = snapshots;
      this.loaded = true;
      if (this.at < 0) await this.choose(0);
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  async choose(at: number): Promise<void> {
    const line = this.lines[Math.max(0, Math.min(at, this.lines.length - 1))];
    if (!line || line.key === this.key) return;
    this.key = line.key;
    this.asking = false;
    this.refused = null;
    this.done = null;
    this.against = null;
    await this.#read(line);
  }

  /** Compares what is read with another revision, or with none. */
  async compare(against: string | null): Promise<void> {
    this.against = against;
    const { shown, revision } = this;
    if (against && shown && revision) await this.comparison.between(shown, against, revision);
    else this.comparison.forget();
  }

  /** With the last revision before that can be read here, or with none again. */
  async comparePrevious(): Promise<void> {
    const { revision, against } = this;
    if (against) return this.compare(null);
    const at = this.acts.findIndex((act) => act.revision === revision);
    const before = this.acts.slice(at).flatMap((act) => (act.revision === revision ? [] : (act.revision ?? [])));
    for (const earlier of new Set(before)) {
      await this.compare(earlier);
      // Another line was chosen meanwhile, or another comparison.
      if (this.revision !== revision || this.against !== earlier) return;
      // Where none can be read, that is told of the oldest.
      if (!NOT_HERE.includes(this.comparison.problem?.code ?? '')) return;
    }
  }

  async #read({ key, is }: Line): Promise<void> {
    this.unreadable = null;
    let text: SnapshotText | null = null;
    let shown: Shown | null = null;
    try {
      const { backend } = this.desk;
      if ('snapshot' in is) text = await backend.draftSnapshot(this.edition, is.snapshot.id);
      else if (is.act.revision) {
        shown = await backend.itemsShow(this.edition, is.act.revision);
        const { row, summary, fields, document } = shown;
        text = { title: row.title, summary, fields, document };
      }
    } catch (thrown) {
      if (this.key === key) this.unreadable = asProblem(thrown);
    }
    // Of several lines passed over quickly only the last is shown.
    if (this.key !== key) return;
    this.text = text;
    this.shown = shown;
    await this.compare(null);
  }

  /** First press asks, second press takes the chosen snapshot back. */
  async restore(): Promise<void> {
    const { snapshot } = this;
    if (!snapshot || this.busy) return;
    if (!this.asking) {
      this.asking = true;
      this.naming = false;
      this.done = null;
      return;
    }
    this.busy = true;
    this.refused = null;
    try {
      await this.takeBack(snapshot.id);
      this.asking = false;
      await this.load();
      this.done = { restored: snapshot.at };
    } catch (thrown) {
      this.refused = asProblem(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** Takes a step back; answers whether there was one. */
  back(): boolean {
    const was = this.asking || this.naming;
    this.asking = false;
    this.naming = false;
    this.refused = null;
    return was;
  }

  /** First press asks for a name, second press keeps the draft as it stands now. */
  async keep(): Promise<void> {
    if (this.busy) return;
    if (!this.naming) {
      this.naming = true;
      this.name = '';
      this.asking = false;
      this.done = null;
      return;
    }
    this.busy = true;
    this.refused = null;
    try {
      await this.desk.backend.draftKeep(this.edition, this.name.trim() || null);
      this.naming = false;
      await this.load();
      this.done = { kept: true };
    } catch (thrown) {
      this.refused = asProblem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

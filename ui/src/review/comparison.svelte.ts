/** What changed in the text that is to be decided, since it was last live or last seen. */

import { asProblem, type Act, type Backend, type Problem, type Row, type Shown } from '../ipc';
import { counted, lay, type Laid } from './laid';

/** What a text is compared with. */
export interface Base {
  revision: string;
  as: 'live' | 'returned' | 'decided' | 'judged' | 'taken_back';
  /** When that was; of what is live, the text itself tells. */
  at: string | null;
}

/** What changed, the whole text, or a translation beside what it translates. */
type View = 'changes' | 'beside' | 'full';

/** How one reads stays so from one text to the next, until the window closes. */
const reading = $state<{ view: View }>({ view: 'changes' });

/** What is live goes first; else the last revision this member decided on, or that was returned; else the last that was
 * taken back, which may have been read; else nothing. */
export function baseOf(row: Row, revision: string, history: Act[], me: string | null): Base | null {
  if (row.published_revision && row.published_revision !== revision)
    return { revision: row.published_revision, as: 'live', at: null };
  let takenBack: Base | null = null;
  for (const act of [...history].reverse()) {
    if (!act.revision || act.revision === revision) continue;
    const other = { revision: act.revision, at: act.at };
    if (act.what === 'returned') return { ...other, as: 'returned' };
    if (act.what === 'approved' && me && act.by === me) return { ...other, as: 'decided' };
    if (act.what === 'taken_back') takenBack ??= { ...other, as: 'taken_back' };
  }
  return takenBack;
}

export class Comparison {
  base = $state.raw<Base | null>(null);
  laid = $state.raw<Laid | null>(null);
  problem = $state<Problem | null>(null);
  ready = $state(false);
  /** Which change one stands at; -1 before the first. */
  at = $state(-1);
  step = $derived(this.laid?.steps[this.at] ?? null);
  count = $derived(this.laid?.steps.length ?? 0);
  kinds = $derived(this.laid ? counted(this.laid) : null);
  #asked = '';

  constructor(readonly backend: Backend) {}

  get view(): View {
    return reading.view;
  }
  set view(view: View) {
    reading.view = view;
  }

  /** The ways in which a text can be read. */
  views(translated: boolean): View[] {
    return [...(this.count > 0 ? ['changes' as const] : []), ...(translated ? ['beside' as const] : []), 'full'];
  }

  /** The way one reads, or the first there is. */
  viewOf(translated: boolean): View {
    const views = this.views(translated);
    return views.includes(reading.view) ? reading.view : (views[0] ?? 'full');
  }

  /** `since` is what the reader decided on in vain: what came after it is what is new to them. */
  async read(shown: Shown, revision: string, me: string | null, since: Base | null = null): Promise<void> {
    const { edition } = shown.row;
    const asked = `${edition} ${since?.revision ?? ''} ${revision}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.clear();
    try {
      const base = since ?? baseOf(shown.row, revision, await this.backend.itemsHistory(edition), me);
      if (base) {
        const [before, differences] = await Promise.all([
          this.backend.itemsShow(edition, base.revision),
          this.backend.itemsDiff(edition, base.revision, revision),
        ]);
        if (asked !== this.#asked) return;
        this.laid = lay(before.document, shown.document, differences);
      }
      if (asked !== this.#asked) return;
      this.base = base;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.#asked = '';
      this.problem = asProblem(thrown);
    }
    this.ready = true;
  }

  /** Any two revisions, whatever they are to the reader. */
  async between(shown: Shown, from: string, to: string): Promise<void> {
    const { edition } = shown.row;
    const asked = `${edition} ${from} ${to}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.clear();
    try {
      const [before, differences] = await Promise.all([
        this.backend.itemsShow(edition, from),
        this.backend.itemsDiff(edition, from, to),
      ]);
      if (asked === this.#asked) this.laid = lay(before.document, shown.document, differences);
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.#asked = '';
      this.problem = asProblem(thrown);
    }
    this.ready = true;
  }

  forget(): void {
    this.#asked = '';
    this.clear();
  }

  /** To the next change or the one before, round the end; the changes come up where the whole text stood. */
  go(by: 1 | -1): void {
    if (this.count === 0) return;
    reading.view = 'changes';
    const from = this.at < 0 && by < 0 ? 0 : this.at;
    this.at = (from + by + this.count) % this.count;
  }

  private clear(): void {
    this.base = null;
    this.laid = null;
    this.problem = null;
    this.ready = false;
    this.at = -1;
  }
}

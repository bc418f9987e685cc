/** What the desk in memory holds, and what several of its commands ask of it. */

import type {
  Act,
  Changed,
  Check,
  Difference,
  Entry,
  Filter,
  Fork,
  ForkOpen,
  Invitation,
  Line,
  Logged,
  Making,
  Member,
  Newest,
  Outgoing,
  Policy,
  Problem,
  PublicComment,
  Refused,
  SegmentLine,
  Row,
  Shown,
  Snapshot,
  SnapshotText,
  Stage,
  Submission,
  Text,
  Working,
} from '../../src/ipc';
import { kept, past } from '../past';
import { ME, NOW, samples, shownOf } from '../sample';
import { forkedSentences, translated } from '../translated';

export interface Beginning {
  stage?: Stage;
  joined?: boolean;
  sample?: boolean;
  passphrase?: string;
}

/** What was put into the trash, and when. */
export interface InTrash {
  editions: Shown[];
  at: string;
}

const LINE: Line = { trouble: null, since: null, next: null, busy: false, offline: false, going: null };

/** What the desk finds where a secret mark stands. */
export const MARKED: Check = {
  check: 'secret_mark',
  severity: 'blocks',
  block: 'title',
  message: 'Bài có dấu mật. Bỏ dấu mật khỏi bài.',
};
export const problem = (code: string, checks: Check[] = []): Problem => ({ code, message: code, retry: false, checks });

export class MemoryState {
  stage: Stage;
  joined: boolean;
  name = 'Đỗ Kiều Oanh';
  passphrase: string;
  now = () => NOW;
  line = LINE;
  shown = new Map<string, Shown>();
  /** What lies in the trash, by item. */
  trashed = new Map<string, InTrash>();
  /** What stood before a draft was begun above it, by edition. */
  below = new Map<string, Shown>();
  saves: { edition: string; text: Text }[] = [];
  outbox: Outgoing[] = [];
  refusals: Refused[] = [];
  forks: Fork[] = [];
  approved: { edition: string; revision: string }[] = [];
  returned: { edition: string; revision: string; reason: string }[] = [];
  roles = ['editor', 'approver'];
  /** The members, in place of the three of the sample. */
  people: Member[] | null = null;
  submissions: Submission[] = [];
  invitations: Invitation[] = [];
  invited: { name: string; roles: string[] }[] = [];
  revoked: string[] = [];
  given: { member: string; role: string; held: boolean }[] = [];
  policy: Policy = { rules: [] };
  /** What was taken of a fork's passages. */
  chosen: Record<string, string> | null = null;
  closed = 0;
  resets = 0;
  /** The sentences of each translated edition. */
  segments = new Map<string, SegmentLine[]>();
  sets: { edition: string; segment: string; target: string; state: string }[] = [];
  /** What was read over, and as it stood at which revision. */
  readOver: { base: string | null; segment: string }[] = [];
  /** What is told of a store that was found damaged. */
  rescued: string | null = null;
  /** The next call of that command fails with this. */
  failing = new Map<string, Problem>();
  deadlines = new Map<string, string>();
  /** What was handed in, where it is no longer the newest revision. */
  submitted = new Map<string, { revision: string; document: Shown['document'] }>();
  /** Whose desk is open, while one practises. */
  practisingAs: string | null = null;
  practiceMade = false;
  practiceAsked = false;
  /** What was chosen anew to open desks of practice. */
  practicePassphrases = new Map<string, string>();
  /** Set to keep a board from being finished, until it is stopped. */
  making: Making | null = null;
  pagesOpened: string[] = [];
  /** Where the sheet of the recovery words was written. */
  sheets: string[] = [];
  /** What happened to an edition, where that matters. */
  histories = new Map<string, Act[]>();
  /** The newest revision of an edition, where another made it. */
  newest = new Map<string, Newest>();
  /** Earlier revisions by their names, and where the newest differs from them. */
  earlier = new Map<string, { document: Shown['document']; differences: Difference[] }>();
  /** The times of publication asked for. */
  publications = new Map<string, string>();
  /** Why this member cannot approve an edition. */
  reasons = new Map<string, string>();
  /** Why this member cannot return it. */
  returnReasons = new Map<string, string>();
  /** Translations of what is not published. */
  waitsForSource = new Set<string>();
  snapshots = new Map<string, (Omit<Snapshot, 'title'> & { text: SnapshotText })[]>();
  /** Texts of revisions that are no longer the newest. */
  older = new Map<string, Partial<Shown>>();
  /** The number of what is made next. */
  next = 1;
  /** Where the sheet of the recovery words is to be written; none where the person changed their mind. */
  sheetFile: string | null = '/media/usb/to-khoi-phuc.html';
  /** Set to keep a backup or restoring from being finished, until it is stopped. */
  working: Working | null = null;
  /** What the ledger has, the last first. */
  log: Logged[] = [];
  /** The passages of a forked translation. */
  forkedSentences: ForkOpen['passages'] = [];
  /** What the public wrote, in place of the one comment there is. */
  said: PublicComment[] | null = null;

  /** Who is told of changes. */
  readonly tellers = new Set<(change: Changed) => void>();

  constructor({ stage = 'open', joined = true, sample = true, passphrase = 'trăng sáng sân đình' }: Beginning = {}) {
    this.stage = stage;
    this.joined = joined;
    this.passphrase = passphrase;
    if (!sample) return;
    for (const one of samples()) {
      this.shown.set(one.row.edition, shownOf(one));
      const { acts, older } = past(one);
      if (acts.length > 0) this.histories.set(one.row.edition, acts);
      for (const [revision, text] of older) this.older.set(revision, text);
      const snapshots = kept(one);
      if (snapshots.length > 0) this.snapshots.set(one.row.edition, snapshots);
      if (one.deadline) this.deadlines.set(one.row.edition, one.deadline);
      if (one.translated) this.segments.set(one.row.edition, translated());
    }
  }

  /** What opens the desk, one's own or one to practise at. */
  opener(): string {
    const me = this.practisingAs;
    return me ? (this.practicePassphrases.get(me) ?? 'qX3mVt8RrN0cYd5LwBz1') : this.passphrase;
  }

  /** Something changed behind the pages. */
  tell(texts = true): void {
    for (const teller of this.tellers) teller({ texts, line: this.line });
  }

  /** Throws what that command is to fail with, once. */
  fail(command: string): void {
    const found = this.failing.get(command);
    if (!found) return;
    this.failing.delete(command);
    throw found;
  }

  of(edition: string): Shown {
    const found = this.shown.get(edition);
    if (!found) throw problem('not_found');
    return found;
  }

  /** The first edition of which that is so. */
  first(is: (row: Row) => boolean): Shown {
    const found = [...this.shown.values()].find(({ row }) => is(row));
    if (!found) throw new Error('the sample is smaller than it was');
    return found;
  }

  /** The first edition with these words in its title. */
  titled(words: string): Shown {
    return this.first(({ title }) => title.includes(words));
  }

  /** The items that fit, the last touched first. */
  entries(filter: Filter): Entry[] {
    const fits = ({ row, fields }: Shown) =>
      (!filter.kind || row.kind === filter.kind) &&
      (!filter.state || row.state === filter.state || row.pending === filter.state) &&
      (!filter.lang || row.lang === filter.lang) &&
      (!filter.section || fields['section'] === filter.section) &&
      (!filter.mine || row.draft || row.author === 'Kiều Oanh');
    const items = new Map<string, Shown[]>();
    for (const shown of this.shown.values()) items.set(shown.row.item, [...(items.get(shown.row.item) ?? []), shown]);
    return [...items.values()]
      .filter((editions) => editions.some(fits))
      .flatMap((editions) => {
        const rows = editions.map(({ row }) => row);
        const [updated] = rows.map(({ updated }) => updated).sort((a, b) => Date.parse(b) - Date.parse(a));
        const row = rows.find(({ lang }) => lang === 'vi') ?? rows[0];
        const english = rows.find((other) => other !== row) ?? null;
        return row && updated ? [{ row, english, updated }] : [];
      })
      .sort((a, b) => Date.parse(b.updated) - Date.parse(a.updated));
  }

  /** What waits for a decision of this member. */
  queue = () =>
    [...this.shown.values()]
      .filter(({ row, submitted_by }) => row.state === 'submitted' && submitted_by !== ME)
      .sort((a, b) => Number(this.reasons.has(a.row.edition)) - Number(this.reasons.has(b.row.edition)));

  /** Something waits to be sent. */
  wait(edition: string, what: string): void {
    const { row } = this.of(edition);
    this.outbox.push({ id: `out-${this.next++}`, edition, title: row.title, what, at: this.now(), tried: false });
  }

  /** Makes the first item a fork; answers its edition. */
  fork(): string {
    const [shown] = [...this.shown.values()];
    if (!shown) throw problem('not_found');
    const { edition, title } = shown.row;
    this.shown.set(edition, { ...shown, row: { ...shown.row, fork: true } });
    this.forks = [{ edition, title, at: '2026-11-23T21:02:00+07:00' }];
    return edition;
  }

  /** Makes the translation of the sample a fork in one sentence and its title; answers its edition. */
  forkTranslation(): string {
    const [edition, lines] = [...this.segments.entries()][0] ?? [];
    const shown = edition && this.shown.get(edition);
    if (!edition || !lines || !shown) throw problem('not_found');
    this.shown.set(edition, { ...shown, row: { ...shown.row, fork: true } });
    this.forks = [{ edition, title: shown.row.title, at: '2026-11-24T09:20:00+07:00' }];
    this.forkedSentences = forkedSentences(lines);
    return edition;
  }
}

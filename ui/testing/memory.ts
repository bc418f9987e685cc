/**
 * A desk in memory: the same commands, with rules just real enough for the pages. The tests of controllers use it
 * directly, the tests in Chromium over HTTP; the program never does.
 */

import type {
  Act,
  Backend,
  Changed,
  Check,
  Consultation,
  Difference,
  Entry,
  Filter,
  Fork,
  ForkOpen,
  Home,
  Invitation,
  Line,
  Logged,
  Making,
  Member,
  NewDesk,
  Newest,
  Outgoing,
  Policy,
  PracticePerson,
  Problem,
  PublicComment,
  Refused,
  Row,
  SegmentLine,
  Shown,
  Snapshot,
  SnapshotText,
  Stage,
  Status,
  Submission,
  Text,
  Translating,
  Unlocking,
  Working,
} from '../src/ipc';
import { newBlockId } from '../src/document/blockId';
import { fragment } from './fragment';
import { kept, past } from './past';
import { DEVICE, ME, MEMBERS, NOW, samples, shownOf } from './sample';
import { forkedSentences, translated } from './translated';

interface Beginning {
  stage?: Stage;
  joined?: boolean;
  sample?: boolean;
  passphrase?: string;
}

export const WORDS = 'abandon river lantern paper quiet orange window harvest bridge candle island morning'.split(' ');

const MESSAGES: Record<string, string> = {
  title: 'Chưa có tiêu đề.',
  attribution: 'Chưa ghi nguồn.',
  deadline: 'Chưa ghi hạn góp ý.',
  picture_alt: 'Ảnh chưa có mô tả cho người không nhìn thấy ảnh.',
  picture_credit: 'Ảnh chưa ghi nguồn.',
  untranslated: 'Chưa dịch.',
  out_of_date: 'Bản tiếng Việt đã đổi, bản dịch chưa cập nhật.',
};

const problem = (code: string, checks: Check[] = []): Problem => ({ code, message: code, retry: false, checks });
const PEOPLE: PracticePerson[] = [
  { key: 'editor', name: 'Đỗ Kiều Oanh', roles: ['editor'] },
  { key: 'approver', name: 'Phạm Quốc Bảo', roles: ['approver'] },
  { key: 'translator', name: 'Lê Thị Hạnh', roles: ['translator'] },
  { key: 'chief', name: 'Trần Minh Khôi', roles: ['chief'] },
];
const EVERYTHING: Filter = { kind: null, state: null, lang: null, section: null, mine: false };
const NEEDS = ['begin', 'update', 'mend', 'go_on', 'wait'];
const LINE: Line = { trouble: null, since: null, next: null, busy: false, offline: false, going: null };

/** A fork of two passages: the title, and the last paragraph of the text. */
export const FORK: ForkOpen = {
  theirs: '7d'.repeat(32),
  by: '01936000-0000-7000-8000-00000000000b',
  at: '2026-11-23T21:02:00+07:00',
  mine_at: '2026-11-23T20:15:00+07:00',
  passages: [
    {
      place: 'title',
      segment: null,
      source: null,
      base: 'Tập huấn công tác lãnh sự',
      mine: 'Hơn 120 cán bộ dự tập huấn công tác lãnh sự',
      theirs: 'Tập huấn công tác lãnh sự cho hơn 120 cán bộ',
      words: [
        { is: 'deleted', text: 'Tập huấn công tác lãnh sự cho hơn ' },
        { is: 'inserted', text: 'Hơn ' },
        { is: 'same', text: '120 cán bộ' },
        { is: 'inserted', text: ' dự tập huấn công tác lãnh sự' },
      ],
    },
    {
      place: '',
      segment: null,
      source: null,
      base: 'Đợt tới mở vào tháng 4 năm 2027, dự kiến 60 học viên.',
      mine: 'Đợt tới mở vào tháng 3 năm 2027, có thêm chuyên đề về bảo hộ ngư dân.',
      theirs: 'Đợt tới mở vào tháng 4 năm 2027.',
      words: [
        { is: 'same', text: 'Đợt tới mở vào tháng ' },
        { is: 'deleted', text: '4' },
        { is: 'inserted', text: '3' },
        { is: 'same', text: ' năm 2027' },
        { is: 'inserted', text: ', có thêm chuyên đề về bảo hộ ngư dân' },
        { is: 'same', text: '.' },
      ],
    },
  ],
};

export class MemoryDesk implements Backend {
  stage: Stage;
  joined: boolean;
  name = 'Đỗ Kiều Oanh';
  passphrase: string;
  now = () => NOW;
  line = LINE;
  shown = new Map<string, Shown>();
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
  policy: Policy = { rules: [] };
  /** What was taken of a fork's passages. */
  chosen: Record<string, string> | null = null;
  closed = 0;
  resets = 0;
  /** The sentences of each translated edition. */
  segments = new Map<string, SegmentLine[]>();
  sets: { edition: string; segment: string; target: string; state: string }[] = [];
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
  #stopMaking: (() => void) | null = null;
  /** The desk one came from to practise. */
  #own: { stage: Stage; joined: boolean; name: string } | null = null;
  /** What happened to an edition, where that matters. */
  histories = new Map<string, Act[]>();
  /** Earlier revisions by their names, and where the newest differs from them. */
  /** The newest revision of an edition, where another made it. */
  newest = new Map<string, Newest>();
  earlier = new Map<string, { document: Shown['document']; differences: Difference[] }>();
  /** The times of publication asked for. */
  publications = new Map<string, string>();
  /** Why this member cannot approve an edition. */
  reasons = new Map<string, string>();
  /** Why this member cannot return it. */
  returnReasons = new Map<string, string>();
  snapshots = new Map<string, (Omit<Snapshot, 'title'> & { text: SnapshotText })[]>();
  /** Texts of revisions that are no longer the newest. */
  older = new Map<string, Partial<Shown>>();
  #tellers = new Set<(change: Changed) => void>();
  #next = 1;

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

  /** Something changed behind the pages. */
  tell(texts = true): void {
    for (const teller of this.#tellers) teller({ texts, line: this.line });
  }

  #fail(command: string): void {
    const found = this.failing.get(command);
    if (!found) return;
    this.failing.delete(command);
    throw found;
  }

  #of(edition: string): Shown {
    const found = this.shown.get(edition);
    if (!found) throw problem('not_found');
    return found;
  }

  // Methods, not arrow functions: an object with the same names is made of them for HTTP.
  onChange = (tell: (change: Changed) => void) => {
    this.#tellers.add(tell);
    return () => void this.#tellers.delete(tell);
  };
  beforeClose = () => undefined;
  closeWindow = () => undefined;

  profileState = async () => ({
    stage: this.stage,
    path: this.practisingAs
      ? `/home/oanh/.local/share/banthao-practice/${this.practisingAs}`
      : '/home/oanh/.local/share/banthao',
    version: '0.1.0',
    rescued: this.rescued,
    practice: this.practisingAs ? { people: PEOPLE, me: this.practisingAs } : null,
    practice_path: '/home/oanh/.local/share/banthao-practice',
    practice_made: this.practiceMade,
    practice_asked: this.practiceAsked && this.stage === 'absent',
  });
  profileCreate = async (desk: NewDesk) => {
    this.#fail('profileCreate');
    this.stage = 'open';
    this.name = desk.name;
    this.joined = false;
    this.passphrase = desk.passphrase;
    return WORDS;
  };
  profileOpen = async (by: Unlocking) => {
    this.#fail('profileOpen');
    if ('passphrase' in by && by.passphrase !== undefined) {
      if (by.passphrase !== this.passphrase) throw problem('wrong_passphrase');
    } else if (by.words) {
      if (by.words.words !== WORDS.join(' ')) throw problem('wrong_passphrase');
      this.passphrase = by.words.passphrase;
    }
    this.stage = 'open';
    return null;
  };
  profileJoin = async () => {
    this.#fail('profileJoin');
    this.joined = true;
    this.stage = 'open';
    return null;
  };
  profileWords = async () => WORDS;
  profileSheet = async () => {
    this.#fail('profileSheet');
    return {
      title: 'Tờ khôi phục của Bản Thảo',
      facts: [
        { name: 'Ban Biên tập', value: this.joined ? 'Sở Ngoại vụ' : 'chưa tham gia Ban Biên tập nào' },
        { name: 'Người dùng', value: this.name },
        { name: 'Ngày ghi', value: '24/11/2026' },
      ],
      words: WORDS,
      parts: [
        { head: 'Dùng để làm gì', lines: ['Mười hai từ này mở dữ liệu của bàn làm việc khi quên cụm mật khẩu.'] },
        {
          head: 'Cách dùng',
          lines: ['Trên máy này: mở Bản Thảo, chọn “Quên cụm mật khẩu”.', 'Nhập mười hai từ theo đúng thứ tự.'],
        },
      ],
    };
  };
  profileSheetSave = async (file: string) => {
    this.#fail('profileSheetSave');
    this.sheets.push(file);
    return null;
  };
  /** Where the sheet of the recovery words is to be written; none where the person changed their mind. */
  sheetFile: string | null = '/media/usb/to-khoi-phuc.html';
  chooseSheet = async () => this.sheetFile;
  profilePassphrase = async (passphrase: string) => {
    this.#fail('profilePassphrase');
    if (this.practisingAs) this.practicePassphrases.set(this.practisingAs, passphrase);
    else this.passphrase = passphrase;
    return null;
  };
  profileBackup = async (_: string, passphrase: string | null) => {
    this.#fail('profileBackup');
    if (passphrase !== null && passphrase !== this.passphrase) throw problem('wrong_passphrase');
    return (await this.#worksOn()) ? { ok: true, entries: 48_211, published: 412 } : null;
  };
  profileRestore = async (file: string, by: Unlocking) => {
    this.#fail('profileRestore');
    if (!file.endsWith('.backup')) throw problem('bad_file');
    if (!(await this.#worksOn())) return false;
    await this.profileOpen(by);
    return true;
  };
  /** Set to keep a backup or restoring from being finished, until it is stopped. */
  working: Working | null = null;
  #stopWork: (() => void) | null = null;
  profileWorking = async () => this.working;
  profileWorkStop = async () => {
    this.#stopWork?.();
    return null;
  };
  async #worksOn(): Promise<boolean> {
    if (!this.working) return true;
    await new Promise<void>((stopped) => (this.#stopWork = stopped));
    this.working = null;
    return false;
  }
  chooseFile = async (toWrite: boolean) =>
    toWrite ? '/media/usb/ban-thao-2026-11-24.backup' : '/media/usb/ban-thao-2026-11-17.backup';
  profileClose = async () => {
    this.closed += 1;
    this.stage = 'locked';
    return null;
  };
  status = async (): Promise<Status> => ({
    version: '0.1.0',
    profile: '/home/oanh/.local/share/banthao',
    site: this.joined ? 'songoaivu' : null,
    site_names: this.joined ? { vi: 'Sở Ngoại vụ', en: 'Department of Foreign Affairs' } : null,
    ledger: this.joined ? '9c'.repeat(32) : null,
    url: this.joined ? 'https://songoaivu.example.vn/songoaivu' : null,
    member: this.joined ? ME : null,
    name: this.name,
    roles: this.joined ? (this.practisingAs ? [this.practisingAs] : this.roles) : [],
    device: this.joined ? DEVICE : null,
    counts: {
      drafts: [...this.shown.values()].filter(({ row }) => row.draft).length,
      outbox: this.outbox.length,
      refusals: this.refusals.length,
      forks: this.forks.length,
      queue: this.joined ? this.#queue().filter(({ row }) => !this.reasons.has(row.edition)).length : 0,
    },
    cursor: 48_211,
    last_exchange: this.joined ? '2026-11-24T13:50:00+07:00' : null,
    indexing: 0,
  });

  #entries(filter: Filter): Entry[] {
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
  itemsList = async (filter: Filter, offset: number, limit: number): Promise<Entry[]> => {
    this.#fail('itemsList');
    return this.#entries(filter).slice(offset, offset + limit);
  };
  itemsOutline = async (filter: Filter, since: string[]) => {
    const entries = this.#entries(filter);
    const later = (at: string) => entries.filter(({ updated }) => Date.parse(updated) >= Date.parse(at)).length;
    return { total: entries.length, since: since.map(later) };
  };
  itemsShow = async (edition: string, revision: string | null = null) => {
    this.#fail('itemsShow');
    const shown = this.#of(edition);
    const before = revision && this.earlier.get(revision);
    if (before) return { ...shown, document: before.document };
    const old = revision ? this.older.get(revision) : undefined;
    if (old) return { ...shown, ...old };
    const lines = this.segments.get(edition);
    if (lines) return { ...shown, document: laid(lines) };
    const earlier = this.submitted.get(edition);
    // As the desk does: the text of the revision asked for, under the row of the edition as it stands.
    return earlier && earlier.revision === revision ? { ...shown, document: earlier.document } : shown;
  };
  home = async (): Promise<Home> => {
    this.#fail('home');
    const all = [...this.shown.values()];
    const newest = (rows: Row[]) => rows.sort((a, b) => Date.parse(b.updated) - Date.parse(a.updated));
    const [last, ...drafts] = newest(all.map(({ row }) => row).filter((row) => row.draft && !row.fork));
    const back = all
      .map(({ row }) => row)
      .filter(({ fork, state, author }) => fork || (state === 'returned' && author === 'Kiều Oanh'));
    const text = last && this.#of(last.edition);
    const translate = this.roles.includes('translator') ? this.#translating() : [];
    const soon = Date.parse(this.now()) + 7 * 86_400_000;
    return {
      last: last && text ? { row: last, beginning: text.summary } : null,
      drafts,
      returned: back.filter((row) => row !== last),
      decide: this.#queue()
        .filter(({ row }) => !this.reasons.has(row.edition))
        .map(({ row }) => ({ row, deadline: this.deadlines.get(row.edition) ?? null })),
      translate: translate.slice(0, 5),
      translate_count: translate.length,
      coming: all
        .flatMap(({ row, fields }) => {
          if (row.state === 'scheduled' && row.at) return [{ row, at: row.at, closes: false }];
          const day = row.state === 'published' && fields['closes'];
          return day ? [{ row, at: `${day}T23:59:59+07:00`, closes: true }] : [];
        })
        .filter(({ at }) => Date.parse(at) <= soon),
      submitted: all
        .filter(({ row, submitted_by }) => row.state === 'submitted' && submitted_by === ME)
        .map(({ row }) => row),
    };
  };
  #translating(): Translating[] {
    const needOf = (row: Row, english: Row | null): string | null => {
      if (!english) return row.state === 'returned' ? null : 'begin';
      if (english.out_of_date) return 'update';
      const work = english.pending ?? english.state;
      if (work === 'returned') return 'mend';
      if (work === 'submitted') return 'wait';
      return work === 'draft' || english.draft ? 'go_on' : null;
    };
    const found = this.#entries(EVERYTHING).flatMap(({ row, english }) => {
      const need = needOf(row, english);
      const open = row.lang === 'vi' && row.revision && !['withdrawn', 'unpublished'].includes(row.state);
      return open && need ? [{ source: row, english, need }] : [];
    });
    return found.sort(
      (a, b) =>
        NEEDS.indexOf(a.need) - NEEDS.indexOf(b.need) || Date.parse(a.source.updated) - Date.parse(b.source.updated),
    );
  }
  translatingList = async (offset: number, limit: number) => {
    this.#fail('translatingList');
    return this.#translating().slice(offset, offset + limit);
  };
  translatingCounts = async () =>
    NEEDS.map((need) => ({ need, count: this.#translating().filter((one) => one.need === need).length }));
  itemsSearch = async (text: string, limit: number) => {
    const folded = (of: string) => of.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
    const holds = (row: Row | null) => row !== null && folded(row.title).includes(folded(text.trim()));
    return this.#entries(EVERYTHING)
      .flatMap((entry) => {
        const found = [entry.row, entry.english].find(holds);
        return found ? [{ entry, edition: found.edition, snippet: '' }] : [];
      })
      .slice(0, limit);
  };
  itemsNew = async (kind: string, lang: string) => {
    this.#fail('itemsNew');
    const item = `01936000-0000-7000-a000-${String(this.#next++).padStart(12, '0')}`;
    const edition = `${item}:${lang}`;
    const [row] = samples().map(({ row }) => row);
    if (!row) throw problem('not_found');
    this.shown.set(edition, {
      row: { ...row, item, edition, kind, lang, title: '', draft: true, updated: this.now(), author: null },
      summary: '',
      fields: {},
      document: { v: 1 },
      approvals: [],
      needed: 0,
      url: null,
      submitted_by: null,
      base: null,
      translated: false,
    });
    return { item, edition };
  };
  itemsTrash = async (item: string) => {
    for (const edition of [...this.shown.keys()]) if (edition.startsWith(item)) this.shown.delete(edition);
    return null;
  };
  itemsUntrash = async () => null;
  itemsHistory = async (edition: string): Promise<Act[]> => {
    this.#fail('itemsHistory');
    return this.histories.get(edition) ?? [];
  };
  itemsNewest = async (edition: string): Promise<Newest | null> => {
    this.#fail('itemsNewest');
    return this.newest.get(edition) ?? null;
  };
  itemsHtml = async (edition: string) => {
    this.#fail('itemsHtml');
    return fragment(this.#of(edition).document.blocks);
  };
  itemsDiff = async (_: string, from: string | null): Promise<Difference[]> => {
    this.#fail('itemsDiff');
    return (from && this.earlier.get(from)?.differences) || [];
  };
  pictureRead = async () => ({ media_type: 'image/svg+xml', base64: btoa(PICTURE) });

  draftSave = async (edition: string, base: string | null, text: Text) => {
    this.#fail('draftSave');
    const { row, base: stands } = this.#of(edition);
    // A draft is begun on the revision that was read, though a newer one may have come since.
    const read = !row.draft && base !== null && this.older.has(base);
    if (stands !== base && !read) throw problem('stale');
    if (/^(TUYỆT |TỐI )?MẬT$/mu.test(words(text))) throw problem('secret_mark');
    const shown = this.#of(edition);
    this.saves.push({ edition, text });
    this.shown.set(edition, {
      ...shown,
      base,
      ...{ summary: text.summary, fields: { ...text.fields }, document: text.document },
      row: { ...shown.row, title: text.title, draft: true, updated: this.now() },
    });
    return { at: this.now() };
  };
  draftCheck = async (edition: string): Promise<Check[]> => {
    this.#fail('draftCheck');
    const { row, fields, document, translated } = this.#of(edition);
    const found: Check[] = [];
    const add = (check: string, severity: string, block: string | null = null) =>
      found.push({ check, severity, block, message: MESSAGES[check] ?? check });
    if (translated) {
      // As the desk does: each place once.
      for (const line of this.segments.get(edition) ?? []) {
        const check = line.out_of_date ? 'out_of_date' : line.state === 'initial' ? 'untranslated' : null;
        if (check && !found.some((other) => other.check === check && other.block === line.block))
          add(check, check === 'untranslated' ? 'blocks' : 'reason', line.block);
      }
      return found;
    }
    if (!row.title.trim()) add('title', 'blocks');
    if (!fields['author'] || !fields['source']) add('attribution', 'blocks');
    if (row.kind === 'consultation' && (!fields['opens'] || !fields['closes'])) add('deadline', 'blocks');
    for (const block of document.blocks ?? []) {
      if (block.type === 'image' && !block.alt) add('picture_alt', 'reason', block.id);
      if (block.type === 'image' && !block.credit) add('picture_credit', 'reason', block.id);
    }
    return found;
  };
  draftSnapshots = async (edition: string): Promise<Snapshot[]> => {
    this.#fail('draftSnapshots');
    const list = [...(this.snapshots.get(edition) ?? [])].sort(
      (a, b) => Date.parse(b.at) - Date.parse(a.at) || b.id - a.id,
    );
    return list.map(({ id, at, name, kept, text }) => ({ id, at, name, kept, title: text.title }));
  };
  #snapshot(edition: string, id: number): SnapshotText {
    const found = this.snapshots.get(edition)?.find((snapshot) => snapshot.id === id);
    if (!found) throw problem('not_found');
    return found.text;
  }
  draftSnapshot = async (edition: string, id: number): Promise<SnapshotText> => {
    this.#fail('draftSnapshot');
    return this.#snapshot(edition, id);
  };
  draftRestore = async (edition: string, id: number) => {
    this.#fail('draftRestore');
    const text = this.#snapshot(edition, id);
    this.#keep(edition, false, null);
    const shown = this.#of(edition);
    this.shown.set(edition, {
      ...shown,
      ...{ summary: text.summary, fields: text.fields, document: text.document },
      row: { ...shown.row, title: text.title, draft: true, updated: this.now() },
    });
    return { at: this.now() };
  };
  draftKeep = async (edition: string, name: string | null) => {
    this.#fail('draftKeep');
    this.#keep(edition, true, name);
    return null;
  };
  #keep(edition: string, kept: boolean, name: string | null): void {
    const { row, summary, fields, document } = this.#of(edition);
    const id = 100 + this.#next++;
    const text = { title: row.title, summary, fields, document };
    this.snapshots.set(edition, [...(this.snapshots.get(edition) ?? []), { id, at: this.now(), kept, name, text }]);
  }
  draftDiscard = async () => null;
  draftShare = async (edition: string) => {
    this.#fail('draftShare');
    const shown = this.#of(edition);
    this.shown.set(edition, { ...shown, row: { ...shown.row, draft: false, revision: '5a'.repeat(32) } });
    return null;
  };
  draftPicture = async () => {
    this.#fail('draftPicture');
    return { blob: 'c4'.repeat(32), width: 1600, height: 1067 };
  };

  reviewSubmit = async (edition: string, submission: Submission) => {
    this.#fail('reviewSubmit');
    this.submissions.push(submission);
    const shown = this.#of(edition);
    const revision = newBlockId().padEnd(64, '0');
    const row = { ...shown.row, state: 'submitted', draft: false, revision };
    this.shown.set(edition, { ...shown, row, needed: 1, submitted_by: ME });
    this.#wait(edition, 'submitted');
    return { edition, revision, state: 'submitted', nobody_can_approve: false };
  };
  reviewTakeBack = async (edition: string) => {
    const shown = this.#of(edition);
    this.shown.set(edition, { ...shown, submitted_by: null, row: { ...shown.row, state: 'draft' } });
    this.#wait(edition, 'taken_back');
    return { edition, state: 'draft' };
  };
  #queue = () =>
    [...this.shown.values()]
      .filter(({ row, submitted_by }) => row.state === 'submitted' && submitted_by !== ME)
      .sort((a, b) => Number(this.reasons.has(a.row.edition)) - Number(this.reasons.has(b.row.edition)));
  reviewQueue = async () => {
    this.#fail('reviewQueue');
    return this.#queue().map(({ row, approvals, needed, submitted_by }) => ({
      row: { ...row, revision: this.submitted.get(row.edition)?.revision ?? row.revision },
      approvals,
      needed,
      submitted_by: submitted_by ?? '',
      deadline: this.deadlines.get(row.edition) ?? this.publications.get(row.edition) ?? null,
      publish_at: this.publications.get(row.edition) ?? null,
      why_not: this.reasons.get(row.edition) ?? null,
      why_not_return: this.returnReasons.get(row.edition) ?? null,
    }));
  };
  reviewApprove = async (edition: string, revision: string) => {
    this.#fail('reviewApprove');
    this.approved.push({ edition, revision });
    return this.#decide(edition, 'approved');
  };
  reviewReturn = async (edition: string, revision: string, reason: string) => {
    this.#fail('reviewReturn');
    this.returned.push({ edition, revision, reason });
    return this.#decide(edition, 'returned');
  };
  #decide(edition: string, state: string) {
    const shown = this.#of(edition);
    this.shown.set(edition, { ...shown, row: { ...shown.row, state } });
    this.#wait(edition, state);
    return { edition, state };
  }
  #wait(edition: string, what: string): void {
    const { row } = this.#of(edition);
    this.outbox.push({ id: `out-${this.#next++}`, edition, title: row.title, what, at: this.now(), tried: false });
  }

  syncNow = async () => {
    this.#fail('syncNow');
    const sent = this.outbox.length;
    this.outbox = [];
    return { sent, received: 14, refused: 0, cursor: 48_225, stopped: false };
  };
  syncStop = async () => {
    this.#fail('syncStop');
    if (!this.line.going) return null;
    this.line = { ...this.line, going: { ...this.line.going, ending: true } };
    this.tell(false);
    return null;
  };
  syncOutbox = async () => this.outbox;
  syncRecall = async (id: string) => {
    this.outbox = this.outbox.filter((act) => act.id !== id);
    return null;
  };
  syncRefusals = async () => this.refusals;
  /** What the ledger has, the last first. */
  log: Logged[] = [];
  syncLog = async (limit: number) => this.log.slice(0, limit);
  syncDismiss = async (id: string) => {
    this.refusals = this.refusals.filter((refusal) => refusal.id !== id);
    return null;
  };
  syncForks = async () => this.forks;
  /** Makes the first item a fork; answers its edition. */
  fork(): string {
    const [shown] = [...this.shown.values()];
    if (!shown) throw problem('not_found');
    const { edition, title } = shown.row;
    this.shown.set(edition, { ...shown, row: { ...shown.row, fork: true } });
    this.forks = [{ edition, title, at: '2026-11-23T21:02:00+07:00' }];
    return edition;
  }
  /** The passages of a forked translation. */
  forkedSentences: ForkOpen['passages'] = [];
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
  syncFork = async (edition: string) => {
    if (this.segments.has(edition)) return { ...FORK, passages: this.forkedSentences };
    const [first] = (this.#of(edition).document.blocks ?? []).filter(({ type }) => type === 'paragraph').slice(-1);
    const passages = FORK.passages.map((passage) => ({ ...passage, place: passage.place || (first?.id ?? '') }));
    return { ...FORK, passages };
  };
  syncChoose = async (edition: string, choices: Record<string, string>) => {
    this.#fail('syncChoose');
    this.chosen = choices;
    const shown = this.#of(edition);
    this.shown.set(edition, { ...shown, row: { ...shown.row, fork: false } });
    this.forks = this.forks.filter((fork) => fork.edition !== edition);
    return null;
  };
  syncOffline = async (offline: boolean) => {
    this.line = { ...this.line, offline };
    this.tell(false);
    return null;
  };
  boardInvitations = async () => this.invitations;
  boardInvite = async (name: string, roles: string[]) => {
    this.#fail('boardInvite');
    this.invited.push({ name, roles });
    const expires = '2026-12-01T14:02:00+07:00';
    this.invitations = [...this.invitations, { invitation: `i${this.#next++}`, member: 'new', name, roles, expires }];
    return { code: 'bt1.doi-ngoai.q0dD2mS3VxkPzYb7c1uTEw9RkFhLx5aZ', url: 'https://ngoaivu.example.vn', expires };
  };
  boardInviteDevice = async () => this.boardInvite('', []);
  boardUninvite = async (invitation: string) => {
    this.invitations = this.invitations.filter((one) => one.invitation !== invitation);
    return null;
  };
  boardRole = async () => {
    this.#fail('boardRole');
    return null;
  };
  boardRevoke = async (device: string) => {
    this.revoked.push(device);
    return null;
  };
  boardPolicy = async () => this.policy;
  boardSetPolicy = async (policy: Policy) => {
    this.#fail('boardSetPolicy');
    this.policy = policy;
    return null;
  };
  translationOpen = async (source: string) => {
    this.#fail('translationOpen');
    const { row, document } = this.#of(source);
    if (!row.revision) throw problem('not_shared');
    const edition = `${row.item}:en`;
    const segments = this.segments.get(edition) ?? untranslated(row.title, document);
    if (!this.segments.has(edition)) {
      this.segments.set(edition, segments);
      const english = {
        ...row,
        edition,
        lang: 'en',
        state: 'draft',
        revision: null,
        published_revision: null,
        draft: true,
      };
      this.shown.set(edition, { ...this.#of(source), row: english, base: null, translated: true, submitted_by: null });
    }
    return { edition, segments: segments.length, from_memory: 0 };
  };
  translationSegments = async (edition: string) => {
    this.#fail('translationSegments');
    this.#of(edition);
    return this.segments.get(edition) ?? [];
  };
  translationSet = async (edition: string, _: string | null, segment: string, target: string, state: string) => {
    this.#fail('translationSet');
    if (/^(TUYỆT |TỐI )?MẬT$/mu.test(target.trim())) throw problem('secret_mark');
    const lines = this.segments.get(edition) ?? [];
    const known = lines.find((line) => line.segment === segment);
    if (!known) throw problem('not_found');
    this.sets.push({ edition, segment, target, state });
    const line: SegmentLine = { ...known, target: target.trim(), state: target.trim() ? state : 'initial' };
    const current = { ...line, out_of_date: false, earlier: null, changed: [] };
    const now = line.state === 'initial' ? line : current;
    this.segments.set(
      edition,
      lines.map((other) => (other === known ? now : other)),
    );
    return now;
  };
  translationReview = async (edition: string, segment: string) => {
    this.#fail('translationReview');
    const known = this.segments.get(edition)?.find((line) => line.segment === segment);
    if (!known) throw problem('not_found');
    if (!known.may_review) throw problem('own_work');
    const line = { ...known, state: known.state === 'reviewed' ? 'translated' : 'reviewed' };
    this.#putLine(edition, line);
    return line;
  };
  translationChoose = async (edition: string, segment: string, choice: string) => {
    this.#fail('translationChoose');
    const passage = this.forkedSentences.find((other) => other.segment === segment);
    const known = this.segments.get(edition)?.find((line) => line.segment === segment);
    if (!passage || !known) throw problem('not_found');
    const { mine, theirs } = passage;
    const target = (choice === 'theirs' ? theirs : choice === 'both' ? [mine, theirs].join(' ') : mine) ?? '';
    const line = { ...known, target, state: choice === 'both' ? 'initial' : 'translated' };
    this.#putLine(edition, line);
    this.forkedSentences = this.forkedSentences.filter((other) => other !== passage);
    if (this.forkedSentences.length === 0) {
      const shown = this.#of(edition);
      this.shown.set(edition, { ...shown, row: { ...shown.row, fork: false } });
      this.forks = this.forks.filter((fork) => fork.edition !== edition);
    }
    return line;
  };
  #putLine(edition: string, line: SegmentLine): void {
    const lines = this.segments.get(edition) ?? [];
    this.segments.set(
      edition,
      lines.map((other) => (other.segment === line.segment ? line : other)),
    );
  }
  members = async () => {
    this.#fail('members');
    return this.joined ? (this.people ?? MEMBERS) : [];
  };
  sections = async () => [
    { key: 'tin-tuc', vi: 'Tin tức', en: 'News' },
    { key: 'gioi-thieu', vi: 'Giới thiệu', en: 'About' },
    { key: 'lay-y-kien', vi: 'Lấy ý kiến', en: 'Consultations' },
  ];
  speak = async () => null;
  /** What the public wrote, in place of the one comment there is. */
  said: PublicComment[] | null = null;
  comments = async (): Promise<PublicComment[]> =>
    this.said ?? [
      {
        comment: '01936000-0000-7000-b000-000000000001',
        receipt: 'GY-0001-7Q',
        name: 'Công ty Cảng biển',
        contact: null,
        text: 'Khoản 1 Điều 9 nên nói rõ thời hạn trả lời, tính theo ngày làm việc.',
        at: '2026-11-24T08:31:00+07:00',
        block: null,
      },
    ];
  consultations = async (): Promise<Consultation[]> => {
    this.#fail('consultations');
    const day = (value: string | undefined, days: number) =>
      value ? new Date(Date.parse(`${value}T00:00:00+07:00`) + days * 86_400_000).toISOString() : null;
    const rows = await Promise.all(
      this.#entries({ kind: 'consultation', state: null, lang: null, section: null, mine: false }).map(
        async (entry) => {
          const { fields, row } = this.#of(entry.row.edition);
          const comments = row.state === 'published' ? (await this.comments()).length : 0;
          return { ...entry, opens: day(fields['opens'], 0), closes: day(fields['closes'], 1), comments };
        },
      ),
    );
    const end = ({ closes }: Consultation) => (closes ? Date.parse(closes) : Infinity);
    return rows.sort((a, b) => end(a) - end(b) || 0);
  };
  practiceStart = async () => {
    this.#fail('practiceStart');
    if (this.making) {
      await new Promise<void>((stopped) => (this.#stopMaking = stopped));
      this.making = null;
      return false;
    }
    const { stage, joined, name } = this;
    if (this.practisingAs === null) this.#own = { stage, joined, name };
    this.practiceMade = true;
    this.practisingAs ??= 'editor';
    this.#work();
    return true;
  };
  practiceMaking = async () => this.making;
  practiceStop = async () => {
    this.#stopMaking?.();
    return null;
  };
  practiceAs = async (person: string) => {
    this.#fail('practiceAs');
    this.practisingAs = person;
    this.#work();
    return null;
  };
  #work(): void {
    this.stage = 'open';
    this.joined = true;
    this.name = PEOPLE.find(({ key }) => key === this.practisingAs)?.name ?? this.name;
  }
  practicePassphrase = async () => {
    this.#fail('practicePassphrase');
    return this.practisingAs && (this.practicePassphrases.get(this.practisingAs) ?? 'qX3mVt8RrN0cYd5LwBz1');
  };
  practiceLeave = async () => {
    this.practisingAs = null;
    Object.assign(this, this.#own ?? { stage: 'absent' });
    this.#own = null;
    return null;
  };
  practiceDiscard = async () => {
    this.#fail('practiceDiscard');
    await this.practiceLeave();
    this.practiceMade = false;
    return null;
  };
  pageOpen = async (url: string) => {
    this.#fail('pageOpen');
    this.pagesOpened.push(url);
    return null;
  };
  imeReset = async () => {
    this.resets += 1;
    return null;
  };
}

/** The page a translation makes: the words of the source stand where nothing is translated. */
function laid(lines: SegmentLine[]): Shown['document'] {
  const blocks = lines
    .filter(({ block }) => block !== 'title')
    .map(({ block: id, source, target }) => {
      const text = (target || source).replace(/<[/]?[a-z]+[0-9]+>/g, '');
      return { type: 'paragraph' as const, id, content: [{ text }] };
    });
  return { v: 1, blocks };
}

/** The sentences of a text nobody has translated yet: its title, and a line for each block. */
function untranslated(title: string, document: Shown['document']): SegmentLine[] {
  const lines = [title, ...words({ title: '', summary: '', fields: {}, document }).split('\n').filter(Boolean)];
  return lines.map((source, at) => ({
    segment: `${at}/0/00000000`,
    block: at === 0 ? 'title' : `s${String(at).padStart(9, '0')}`,
    ...{ source, target: '', state: 'initial', out_of_date: false, earlier: null, changed: [], may_review: false },
  }));
}

/** All the words of a text, a line for each block. */
function words(text: Text): string {
  const of = (blocks: Text['document']['blocks']): string[] =>
    (blocks ?? []).flatMap((block) => {
      if (block.type === 'paragraph' || block.type === 'heading')
        return [
          (block.content ?? [])
            .map((run) => run.text)
            .join('')
            .trim(),
        ];
      if (block.type === 'list') return (block.items ?? []).flatMap((item) => of(item.blocks));
      return block.type === 'quote' ? of(block.blocks) : [];
    });
  return [text.title, ...of(text.document.blocks)].join('\n');
}

/** A drawn stand-in for a photograph: boats at anchor. */
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1180 520" width="1180" height="520">
<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#9fb4cf"/><stop offset="1" stop-color="#f1cfae"/></linearGradient></defs>
<rect width="1180" height="300" fill="url(#s)"/><rect y="300" width="1180" height="220" fill="#5f7f9c"/>
<circle cx="720" cy="240" r="44" fill="#fbeecb"/><path d="M0 300h1180" stroke="#7c97ae" stroke-width="6"/>
<g fill="#22384f"><path d="M180 380h220l-40 56H220z"/><path d="M280 210h6v170h-6z"/><path d="M820 360h240l-44 62H862z"/><path d="M936 170h6v190h-6z"/></g>
<g fill="#a5472f"><rect x="250" y="330" width="72" height="50"/></g><g fill="#35655c"><rect x="900" y="304" width="80" height="56"/></g>
</svg>`;

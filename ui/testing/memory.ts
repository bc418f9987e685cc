/**
 * A desk in memory: the same commands, with rules just real enough for the pages. The tests of controllers use it
 * directly, the tests in Chromium over HTTP; the program never does.
 */

import type {
  Backend,
  Changed,
  Check,
  Entry,
  Filter,
  Fork,
  Line,
  NewDesk,
  Outgoing,
  Problem,
  PublicComment,
  Refused,
  SegmentLine,
  Shown,
  Stage,
  Status,
  Text,
  Unlocking,
} from '../src/ipc';
import { newBlockId } from '../src/document/blockId';
import { DEVICE, ME, MEMBERS, NOW, samples, shownOf } from './sample';
import { translated } from './translated';

export interface Beginning {
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
const LINE: Line = { trouble: null, since: null, next: null, busy: false };

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
  closed = 0;
  resets = 0;
  roles = ['editor', 'approver'];
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
  #tellers = new Set<(change: Changed) => void>();
  #next = 1;

  constructor({ stage = 'open', joined = true, sample = true, passphrase = 'trăng sáng sân đình' }: Beginning = {}) {
    this.stage = stage;
    this.joined = joined;
    this.passphrase = passphrase;
    if (!sample) return;
    for (const one of samples()) {
      this.shown.set(one.row.edition, shownOf(one));
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
    path: '/home/oanh/.local/share/banthao',
    version: '0.1.0',
    rescued: this.rescued,
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
    roles: this.joined ? this.roles : [],
    device: this.joined ? DEVICE : null,
    counts: {
      drafts: [...this.shown.values()].filter(({ row }) => row.draft).length,
      outbox: this.outbox.length,
      refusals: this.refusals.length,
      forks: this.forks.length,
      queue: this.joined ? this.#queue().length : 0,
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
    const lines = this.segments.get(edition);
    if (lines) return { ...shown, document: laid(lines) };
    const earlier = this.submitted.get(edition);
    // As the desk does: the text of the revision asked for, under the row of the edition as it stands.
    return earlier && earlier.revision === revision ? { ...shown, document: earlier.document } : shown;
  };
  itemsSearch = async (text: string, limit: number) => {
    const folded = (of: string) => of.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
    return [...this.shown.values()]
      .filter(({ row }) => folded(row.title).includes(folded(text.trim())))
      .slice(0, limit)
      .map(({ row }) => ({ row, snippet: '' }));
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
  itemsHistory = async () => [];
  itemsDiff = async () => [];
  pictureRead = async () => ({ media_type: 'image/svg+xml', base64: btoa(PICTURE) });

  draftSave = async (edition: string, base: string | null, text: Text) => {
    this.#fail('draftSave');
    if ((this.shown.get(edition)?.base ?? null) !== base) throw problem('stale');
    if (/^(TUYỆT |TỐI )?MẬT$/mu.test(words(text))) throw problem('secret_mark');
    const shown = this.#of(edition);
    this.saves.push({ edition, text });
    this.shown.set(edition, {
      ...shown,
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
  draftDiscard = async () => null;
  draftShare = async () => null;
  draftPicture = async () => {
    this.#fail('draftPicture');
    return { blob: 'c4'.repeat(32), width: 1600, height: 1067 };
  };

  reviewSubmit = async (edition: string) => {
    this.#fail('reviewSubmit');
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
    [...this.shown.values()].filter(({ row, submitted_by }) => row.state === 'submitted' && submitted_by !== ME);
  reviewQueue = async () => {
    this.#fail('reviewQueue');
    return this.#queue().map(({ row, approvals, needed, submitted_by }) => ({
      row: { ...row, revision: this.submitted.get(row.edition)?.revision ?? row.revision },
      approvals,
      needed,
      submitted_by: submitted_by ?? '',
      deadline: this.deadlines.get(row.edition) ?? null,
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
    return { sent, received: 14, refused: 0, cursor: 48_225 };
  };
  syncOutbox = async () => this.outbox;
  syncRecall = async (id: string) => {
    this.outbox = this.outbox.filter((act) => act.id !== id);
    return null;
  };
  syncRefusals = async () => this.refusals;
  syncDismiss = async (id: string) => {
    this.refusals = this.refusals.filter((refusal) => refusal.id !== id);
    return null;
  };
  syncForks = async () => this.forks;
  syncResolve = async (edition: string) => {
    this.forks = this.forks.filter((fork) => fork.edition !== edition);
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
  translationSet = async (edition: string, segment: string, target: string, state: string) => {
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
  members = async () => {
    this.#fail('members');
    return this.joined ? MEMBERS : [];
  };
  sections = async () => [
    { key: 'tin-tuc', vi: 'Tin tức', en: 'News' },
    { key: 'gioi-thieu', vi: 'Giới thiệu', en: 'About' },
    { key: 'lay-y-kien', vi: 'Lấy ý kiến', en: 'Consultations' },
  ];
  speak = async () => null;
  comments = async (): Promise<PublicComment[]> => [
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
    ...{ source, target: '', state: 'initial', out_of_date: false, earlier: null, changed: [] },
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

/** What happened to the sample before: acts of the board, older texts, and what is kept on this computer. */

import type { Act, Document, Shown, Snapshot, SnapshotText } from '../src/ipc';
import { ME, MEMBERS, type Sample } from './sample';

const FIRST = '2b91'.padEnd(64, '4');
const [, writer, approver] = MEMBERS.map(({ member }) => member);

function act(at: string, by: string | null | undefined, what: string, given: Partial<Act> = {}): Act {
  return { at, by: by ?? null, what, revision: null, note: null, waits: false, ...given };
}

/** A text without its last blocks. */
function shorter(document: Document, by: number): Document {
  return { ...document, blocks: (document.blocks ?? []).slice(0, -by) };
}

export function past({ row, document, summary }: Sample): { acts: Act[]; older: Map<string, Partial<Shown>> } {
  const older = new Map<string, Partial<Shown>>();
  const { revision } = row;
  if (!revision) return { acts: [], older };
  if (row.state === 'submitted') {
    const title = 'Quảng Ngãi và tỉnh Champasak bàn kế hoạch hợp tác giai đoạn 2027 – 2030';
    older.set(FIRST, { row: { ...row, title }, summary, document: shorter(document, 1) });
    const acts = [
      act('2026-11-20T15:12:00+07:00', writer, 'submitted', { revision: FIRST, note: 'Xin duyệt trong ngày.' }),
      act('2026-11-20T16:40:00+07:00', approver, 'returned', {
        revision: FIRST,
        note: 'Đối chiếu lại số cán bộ, học sinh được đào tạo với báo cáo của Trường.',
      }),
      act('2026-11-24T09:12:00+07:00', writer, 'submitted', { revision, note: 'Đã đối chiếu: 46 người.' }),
      act('2026-11-24T13:58:00+07:00', ME, 'approved', { revision, waits: true }),
    ];
    return { acts, older };
  }
  const acts = [act('2026-11-23T08:00:00+07:00', writer, 'submitted', { revision })];
  if (row.state === 'returned') acts.push(act(row.updated, approver, 'returned', { revision, note: row.reason }));
  else acts.push(act('2026-11-23T15:00:00+07:00', approver, 'approved', { revision }));
  if (row.published_revision) acts.push(act(row.updated, null, 'published', { revision }));
  return { acts, older };
}

export function kept({ row, document, fields, summary }: Sample): (Omit<Snapshot, 'title'> & { text: SnapshotText })[] {
  if (row.state !== 'draft' || row.lang !== 'vi') return [];
  const text = (title: string, without: number): SnapshotText => ({
    title,
    summary,
    fields,
    document: shorter(document, without),
  });
  return [
    { id: 1, at: '2026-11-23T16:05:00+07:00', kept: false, name: null, text: text('Tập huấn công tác lãnh sự', 6) },
    {
      id: 2,
      at: '2026-11-24T10:30:00+07:00',
      kept: true,
      name: 'Trước khi thêm kế hoạch',
      text: text('Khai mạc lớp tập huấn công tác lãnh sự và bảo hộ công dân', 2),
    },
    { id: 3, at: '2026-11-24T13:40:00+07:00', kept: false, name: null, text: text(row.title, 1) },
  ];
}

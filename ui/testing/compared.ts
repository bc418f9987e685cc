/** A desk where a text waits that was returned once and then changed in every way a text can change. */

import type { Block, Difference, Piece } from '../src/ipc';
import { MemoryDesk } from './memory';
import { pieces } from './pieces';
import { PHOTO } from './sample';

export const RETURNED = '77'.repeat(32);
const OLD_PHOTO = 'b2'.repeat(32);

const p = (id: string, text: string): Block => ({ type: 'paragraph', id, content: [{ text }] });

function difference(block: string, change: Difference['change'], words: Piece[]): Difference {
  const without = (is: Piece['is']) =>
    words
      .filter((piece) => piece.is !== is)
      .map(({ text }) => text)
      .join('') || null;
  return { block, change, old: without('inserted'), new: without('deleted'), words, form: null };
}

const list = (...points: [id: string, text: string][]): Block => ({
  type: 'list',
  id: 'cmplist000',
  ordered: false,
  items: points.map(([id, text]) => ({ id: `${id}i`, blocks: [p(id, text)] })),
});
const picture = (blob: string, caption: string): Block => ({
  type: 'image',
  id: 'cmpimage00',
  blob,
  alt: 'Hai đoàn ngồi hai bên bàn dài, cờ hai nước ở giữa.',
  caption,
  credit: 'Lệ Ẩn',
});

const WORKING_GROUP = 'Đại diện Sở Ngoại vụ đề nghị sớm thành lập tổ công tác chung, họp luân phiên sáu tháng một lần.';
const VISIT = 'Dịp này, đoàn đã thăm Khu kinh tế Dung Quất và một số cơ sở đào tạo nghề trên địa bàn tỉnh.';
const PRIORITIES = 'Hai bên thống nhất các nội dung ưu tiên trong giai đoạn tới:';

export const BEFORE: Block[] = [
  p(
    'cmpresult0',
    'Tại buổi làm việc, hai bên đánh giá kết quả thực hiện bản ghi nhớ ký năm 2022: 42 cán bộ, học sinh của Champasak được đào tạo tiếng Việt và chuyên môn tại Quảng Ngãi, được dư luận đánh giá rất cao.',
  ),
  p('cmpgroup00', WORKING_GROUP),
  p('cmpprior00', PRIORITIES),
  list(['cmppoint1', 'đào tạo nguồn nhân lực;'], ['cmppoint2', 'hợp tác thể thao;']),
  p('cmpgone000', 'Đoàn đánh giá cao tình cảm nồng hậu của lãnh đạo tỉnh dành cho đoàn.'),
  picture(OLD_PHOTO, 'Quang cảnh buổi làm việc.'),
  p('cmpvisit00', VISIT),
];

export const AFTER: Block[] = [
  {
    type: 'paragraph',
    id: 'cmpresult0',
    content: [
      { text: 'Tại buổi làm việc, hai bên đánh giá kết quả thực hiện ' },
      { text: 'bản ghi nhớ ký năm 2022', marks: ['bold'] },
      {
        text: ': 46 cán bộ, học sinh của Champasak được đào tạo tiếng Việt và chuyên môn tại Quảng Ngãi; ba đợt khám, chữa bệnh lưu động được tổ chức cho người dân các bản vùng sâu.',
      },
    ],
  },
  p('cmpprior00', PRIORITIES),
  list(['cmppoint1', 'đào tạo nguồn nhân lực;'], ['cmppoint3', 'giao lưu nhân dân, thể thao và văn hóa.']),
  picture(PHOTO, 'Quang cảnh buổi làm việc chiều 20/11.'),
  p('cmpgroup00', WORKING_GROUP),
  p('cmpvisit00', VISIT),
];

export const DIFFERENCES: Difference[] = [
  difference(
    'title',
    'changed',
    pieces('=Quảng Ngãi và tỉnh Champasak ', '-bàn', '+trao đổi', '= kế hoạch hợp tác giai đoạn 2027 – 2030'),
  ),
  difference('source', 'added', pieces('+Sở Ngoại vụ')),
  difference(
    'cmpresult0',
    'changed',
    pieces(
      '=Tại buổi làm việc, hai bên đánh giá kết quả thực hiện bản ghi nhớ ký năm 2022: ',
      '-42',
      '+46',
      '= cán bộ, học sinh của Champasak được đào tạo tiếng Việt và chuyên môn tại Quảng Ngãi',
      '-, được dư luận đánh giá rất cao',
      '+; ba đợt khám, chữa bệnh lưu động được tổ chức cho người dân các bản vùng sâu',
      '=.',
    ),
  ),
  difference('cmppoint2', 'removed', pieces('-hợp tác thể thao;')),
  difference('cmppoint3', 'added', pieces('+giao lưu nhân dân, thể thao và văn hóa.')),
  difference('cmpgone000', 'removed', pieces('-Đoàn đánh giá cao tình cảm nồng hậu của lãnh đạo tỉnh dành cho đoàn.')),
  difference('cmpimage00', 'changed', pieces(`-${OLD_PHOTO}`, `+${PHOTO}`)),
  difference('cmpimage00.caption', 'changed', pieces('=Quang cảnh buổi làm việc', '+ chiều 20/11', '=.')),
  difference('cmpgroup00', 'moved', pieces(`=${WORKING_GROUP}`)),
];

/** The edition under review, its text changed since it was returned. */
export function withComparison(desk = new MemoryDesk()): { desk: MemoryDesk; edition: string } {
  const waiting = desk.first(({ state }) => state === 'submitted');
  const { edition } = waiting.row;
  desk.shown.set(edition, { ...waiting, document: { v: 1, blocks: AFTER } });
  desk.earlier.set(RETURNED, { document: { v: 1, blocks: BEFORE }, differences: DIFFERENCES });
  desk.histories.set(edition, [
    { at: '2026-11-20T15:02:00+07:00', by: waiting.submitted_by, what: 'submitted', revision: RETURNED, note: null },
    {
      at: '2026-11-20T16:40:00+07:00',
      by: null,
      what: 'returned',
      revision: RETURNED,
      note: 'Nêu số liệu, bỏ lời khen.',
    },
    {
      at: '2026-11-24T09:12:00+07:00',
      by: waiting.submitted_by,
      what: 'submitted',
      revision: waiting.row.revision,
      note: null,
    },
  ]);
  return { desk, edition };
}

/** The same by a policy of two approvals of which one is given, to be published at a time. */
export function withOneOfTwo(by: string | undefined): { desk: MemoryDesk; edition: string } {
  const { desk, edition } = withComparison();
  const shown = desk.shown.get(edition);
  if (!shown || !by) throw new Error('the sample is smaller than it was');
  const approval = {
    member: by,
    role: 'approver',
    revision: shown.row.revision ?? '',
    at: '2026-11-24T10:52:00+07:00',
  };
  desk.shown.set(edition, { ...shown, approvals: [approval] });
  desk.publications.set(edition, '2026-11-25T07:30:00+07:00');
  return { desk, edition };
}

/** The edition under review, a decision of this member refused meanwhile. */
export function withRefusal(): MemoryDesk {
  const { desk, edition } = withComparison();
  const { row, submitted_by } = desk.shown.get(edition) ?? {};
  const newer = { revision: row?.revision ?? '', by: submitted_by ?? '', at: '2026-11-24T14:01:00+07:00' };
  const title = row?.title ?? '';
  const at = '2026-11-24T14:05:00+07:00';
  desk.refusals = [
    { id: 'r', edition, title, what: 'approved', at, code: 'revision_changed', message: '', decided: RETURNED, newer },
  ];
  return desk;
}

/** The same, but what is left of it here is a draft that was never shared. */
export function withoutRevision(): MemoryDesk {
  const desk = withRefusal();
  const shown = desk.shown.get(desk.refusals[0]?.edition ?? '');
  if (!shown) throw new Error('not there');
  desk.shown.set(shown.row.edition, { ...shown, row: { ...shown.row, state: 'draft', revision: null } });
  return desk;
}

/** A translation under way: most of it done, one sentence behind the Vietnamese, some still open. */

import type { Passage, SegmentLine } from '../src/ipc';
import type { MemoryDesk } from './memory';
import { pieces } from './pieces';

const line = (block: string, source: string, target: string, state: string): SegmentLine => ({
  segment: `${block}/0/${source.length.toString(16).padStart(8, '0')}`,
  block,
  source,
  target,
  state,
  out_of_date: false,
  earlier: null,
  changed: [],
  may_review: false,
});

export function translated(): SegmentLine[] {
  return [
    line(
      'title',
      'Quảng Ngãi và tỉnh Champasak trao đổi kế hoạch hợp tác giai đoạn 2027 – 2030',
      'Quảng Ngãi and Champasak discuss cooperation for 2027–2030',
      'reviewed',
    ),
    line(
      'b000000001',
      'Tại buổi làm việc, hai bên đánh giá kết quả thực hiện bản ghi nhớ ký năm 2022:',
      'At the meeting, the two sides reviewed implementation of the memorandum signed in 2022:',
      'reviewed',
    ),
    {
      ...line(
        'b000000002',
        '46 cán bộ, học sinh của Champasak được đào tạo tiếng Việt và chuyên môn tại Quảng Ngãi;',
        '42 officials and students from Champasak received Vietnamese-language and professional training in Quảng Ngãi;',
        'initial',
      ),
      out_of_date: true,
      earlier: '42 cán bộ, học sinh của Champasak được đào tạo tiếng Việt và chuyên môn tại Quảng Ngãi;',
      changed: [
        { is: 'deleted', text: '42' },
        { is: 'inserted', text: '46' },
        { is: 'same', text: ' cán bộ, học sinh của Champasak được đào tạo tiếng Việt và chuyên môn tại Quảng Ngãi;' },
      ],
    },
    line(
      'b000000003',
      'ba đợt khám, chữa bệnh lưu động được tổ chức cho người dân các bản vùng sâu.',
      'and three mobile medical missions were held for people in remote',
      'initial',
    ),
    line('b000000004', 'Bốn nội dung ưu tiên', 'Four priority areas', 'translated'),
    line(
      'b000000005',
      'đào tạo nguồn nhân lực, mỗi năm tiếp nhận 15 lưu học sinh;',
      'human resources training, with 15 international students admitted each year;',
      'translated',
    ),
    line('b000000006', 'kết nối doanh nghiệp chế biến nông sản, cà phê và gỗ;', '', 'initial'),
    line('b000000007', 'trao đổi kinh nghiệm ứng phó thiên tai;', '', 'initial'),
    line(
      'b000000008',
      'giao lưu nhân dân, thể thao và văn hóa giữa các địa phương.',
      'people-to-people, sports and cultural exchange between localities.',
      'translated',
    ),
    line(
      'b000000009',
      'Việc nhỏ làm đều thì <b1>tình nghĩa bền lâu</b1>, trưởng đoàn nói.',
      'Small things done steadily make <b1>a lasting friendship</b1>, the head of the delegation said.',
      'final',
    ),
  ];
}

/** The title and the third sentence, translated by two people while offline. */
export function forkedSentences(lines: SegmentLine[]): Passage[] {
  const passage = (at: number, base: string | null, ...words: string[]): Passage => {
    const line = lines[at];
    const all = pieces(...words);
    const without = (is: string) =>
      all
        .filter((piece) => piece.is !== is)
        .map(({ text }) => text)
        .join('');
    return {
      place: `${line?.segment ?? ''}${'0'.repeat(56)}`,
      segment: line?.segment ?? null,
      source: line?.source ?? null,
      base,
      mine: without('deleted'),
      theirs: without('inserted'),
      words: all,
    };
  };
  return [
    passage(0, null, '=Quảng Ngãi and Champasak discuss ', '+cooperation', '-a cooperation plan', '= for 2027–2030'),
    passage(
      2,
      '42 officials from Champasak received training in Quảng Ngãi;',
      '=46 officials and students from Champasak ',
      '+received Vietnamese-language and professional training',
      '-were trained in Vietnamese and in their fields',
      '= in Quảng Ngãi;',
    ),
  ];
}

/** Another translated these sentences: a reviser may read them over. */
export function mayReview(desk: MemoryDesk, edition: string): void {
  const lines = desk.segments.get(edition) ?? [];
  const marked = lines.map((line) => ({ ...line, may_review: ['translated', 'reviewed'].includes(line.state) }));
  desk.segments.set(edition, marked);
}

/** A picture stands in it, too: its description, its caption and its credit are sentences of their own. */
export function withPicture(desk: MemoryDesk, edition: string): void {
  desk.segments.set(edition, [
    line('b000000010.alt', 'Hai đoàn bắt tay trước trụ sở.', 'The two delegations shake hands.', 'translated'),
    line('b000000010.caption', 'Hai đoàn trước buổi làm việc', '', 'initial'),
    line('b000000010.credit', 'Đỗ Kiều Oanh', 'Đỗ Kiều Oanh', 'translated'),
    ...(desk.segments.get(edition) ?? []),
  ]);
}

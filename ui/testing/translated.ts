/** A translation under way: most of it done, one sentence behind the Vietnamese, some still open. */

import type { SegmentLine } from '../src/ipc';

const line = (block: string, source: string, target: string, state: string): SegmentLine => ({
  segment: `${block}/0/${source.length.toString(16).padStart(8, '0')}`,
  block,
  source,
  target,
  state,
  out_of_date: false,
  earlier: null,
  changed: [],
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

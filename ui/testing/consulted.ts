/** A desk with several consultations, and what the public wrote to one of them. */

import type { PublicComment } from '../src/ipc';
import { MemoryDesk } from './memory';

/** What the sample has, and three more: one not yet open, one closed, one without times. */
export function consulted(): MemoryDesk {
  const desk = new MemoryDesk();
  const [edition, shown] = [...desk.shown].find(([, { row }]) => row.kind === 'consultation') ?? [];
  if (!edition || !shown) throw new Error('the sample has no consultation');
  const add = (n: number, title: string, state: string, fields: Record<string, string>) => {
    const item = `01936000-0000-7000-c000-${String(n).padStart(12, '0')}`;
    const row = { ...shown.row, item, edition: `${item}:vi`, title, state };
    const { author = '', source = '' } = shown.fields;
    desk.shown.set(row.edition, { ...shown, row, fields: { author, source, ...fields } });
  };
  add(1, 'Dự thảo Kế hoạch hỗ trợ kiều bào đầu tư', 'published', { opens: '2026-12-01', closes: '2026-12-30' });
  add(2, 'Dự thảo Quy định tiếp khách nước ngoài', 'published', { opens: '2026-10-01', closes: '2026-11-10' });
  add(3, 'Dự thảo Đề án xúc tiến thương mại', 'draft', {});
  add(4, 'Dự thảo Quy trình cấp thẻ đi lại', 'published', { opens: '2026-11-01', closes: '2026-11-24' });
  const blocks = shown.document.blocks ?? [];
  desk.said = [
    said(1, '2026-11-21T09:00:00+07:00', { name: 'Sở Giáo dục và Đào tạo', block: blocks[0]?.id ?? null }),
    said(2, '2026-11-23T16:20:00+07:00', {
      name: 'Công ty cổ phần Cảng biển',
      contact: 'vanphong@cang.example.vn',
      text: 'Thời hạn 15 ngày làm việc khó thực hiện khi đối tác gửi thư mời muộn. Đề nghị rút xuống 10 ngày làm việc.',
      block: blocks[1]?.id ?? null,
    }),
    said(3, '2026-11-22T08:00:00+07:00', { name: '', hide_name: true, block: 'gone000001' }),
    said(4, '2026-11-24T08:31:00+07:00', { name: 'Một công dân', text: 'Đề nghị cho gửi hồ sơ qua mạng.' }),
    said(5, '2026-11-20T18:00:00+07:00', { name: 'Hội Doanh nhân trẻ', block: blocks[1]?.id ?? null }),
  ];
  return desk;
}

function said(n: number, at: string, of: Partial<PublicComment>): PublicComment {
  return {
    comment: `01936000-0000-7000-b000-${String(n).padStart(12, '0')}`,
    receipt: `GY-000${n}-7Q`,
    name: null,
    contact: null,
    text: 'Nên nói rõ “ngày làm việc” tính từ khi nhận đủ hồ sơ hợp lệ.',
    at,
    block: null,
    ...of,
  };
}

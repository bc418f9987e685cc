/** What the public is asked, and what it wrote. */

import type { Consultation, PublicComment } from '../../src/ipc';
import { EVERYTHING } from './items';
import type { MemoryState } from './state';

export function consultationsCommands(desk: MemoryState) {
  const comments = async (): Promise<PublicComment[]> =>
    desk.said ?? [
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
  return {
    comments,
    consultations: async (): Promise<Consultation[]> => {
      desk.fail('consultations');
      const day = (value: string | undefined, days: number) =>
        value ? new Date(Date.parse(`${value}T00:00:00+07:00`) + days * 86_400_000).toISOString() : null;
      const rows = await Promise.all(
        desk.entries({ ...EVERYTHING, kind: 'consultation' }).map(async (entry) => {
          const { fields, row } = desk.of(entry.row.edition);
          const count = row.state === 'published' ? (await comments()).length : 0;
          return { ...entry, opens: day(fields['opens'], 0), closes: day(fields['closes'], 1), comments: count };
        }),
      );
      const end = ({ closes }: Consultation) => (closes ? Date.parse(closes) : Infinity);
      return rows.sort((a, b) => end(a) - end(b) || 0);
    },
  };
}

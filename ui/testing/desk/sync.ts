/** Sending and receiving, what was refused, and forks. */

import type { ForkOpen } from '../../src/ipc';
import type { MemoryState } from './state';

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

export function syncCommands(desk: MemoryState) {
  return {
    syncNow: async () => {
      desk.fail('syncNow');
      const sent = desk.outbox.length;
      desk.outbox = [];
      return { sent, received: 14, refused: 0, cursor: 48_225, stopped: false };
    },
    syncStop: async () => {
      desk.fail('syncStop');
      if (!desk.line.going) return null;
      desk.line = { ...desk.line, going: { ...desk.line.going, ending: true } };
      desk.tell(false);
      return null;
    },
    syncOutbox: async () => desk.outbox,
    syncRecall: async (id: string) => {
      desk.outbox = desk.outbox.filter((act) => act.id !== id);
      return null;
    },
    syncRefusals: async () => desk.refusals,
    syncLog: async (limit: number) => desk.log.slice(0, limit),
    syncDismiss: async (id: string) => {
      desk.refusals = desk.refusals.filter((refusal) => refusal.id !== id);
      return null;
    },
    syncForks: async () => desk.forks,
    syncFork: async (edition: string) => {
      if (desk.segments.has(edition)) return { ...FORK, passages: desk.forkedSentences };
      const [first] = (desk.of(edition).document.blocks ?? []).filter(({ type }) => type === 'paragraph').slice(-1);
      const passages = FORK.passages.map((passage) => ({ ...passage, place: passage.place || (first?.id ?? '') }));
      return { ...FORK, passages };
    },
    syncChoose: async (edition: string, choices: Record<string, string>) => {
      desk.fail('syncChoose');
      desk.chosen = choices;
      const shown = desk.of(edition);
      desk.shown.set(edition, { ...shown, row: { ...shown.row, fork: false } });
      desk.forks = desk.forks.filter((fork) => fork.edition !== edition);
      return null;
    },
    syncIsOffline: async () => desk.line.offline,
    syncOffline: async (offline: boolean) => {
      desk.line = { ...desk.line, offline };
      desk.tell(false);
      return null;
    },
  };
}

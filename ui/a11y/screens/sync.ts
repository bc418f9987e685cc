import type { Page } from 'playwright-core';
import type { Logged } from '../../src/ipc';
import { MemoryDesk } from '../../testing/memory';
import { ME, MEMBERS } from '../../testing/sample';
import { list, shutOut, type Screen } from './ways';

const logged = (seq: number, of: Partial<Logged>): Logged => ({
  ...{ seq, edition: null, title: '', what: 'submitted', at: '2026-11-24T13:50:00+07:00', by: ME, sent: false },
  ...of,
});

function withTraffic(): MemoryDesk {
  const desk = new MemoryDesk();
  const rows = [...desk.shown.values()].map(({ row }) => row);
  const [training, visit, , , boats] = rows;
  if (!training || !visit || !boats) throw new Error('the sample is smaller than it was');
  const at = '2026-11-24T13:50:00+07:00';
  desk.line = {
    trouble: 'offline',
    since: at,
    next: '2026-11-24T14:08:00+07:00',
    busy: false,
    offline: false,
    going: null,
  };
  desk.outbox = [
    {
      id: 'a',
      edition: training.edition,
      title: training.title,
      what: 'submitted',
      at: '2026-11-24T13:52:00+07:00',
      tried: true,
    },
    {
      id: 'b',
      edition: boats.edition,
      title: boats.title,
      what: 'approved',
      at: '2026-11-24T13:55:00+07:00',
      tried: false,
    },
  ];
  desk.refusals = [
    {
      id: 'c',
      edition: visit.edition,
      title: visit.title,
      what: 'approved',
      at,
      code: 'revision_changed',
      message: '',
      decided: '77'.repeat(32),
      newer: { revision: visit.revision ?? '', by: MEMBERS[1]?.member ?? '', at: '2026-11-24T14:01:00+07:00' },
    },
  ];
  desk.log = [
    logged(48_211, { edition: training.edition, title: training.title, what: 'published', by: null }),
    logged(48_210, { edition: visit.edition, title: visit.title, what: 'submitted', sent: true }),
    logged(48_209, { what: 'role_given' }),
    logged(48_208, { what: '' }),
  ];
  desk.forks = [{ edition: boats.edition, title: boats.title, at: '2026-11-23T21:02:00+07:00' }];
  return desk;
}

function forked(): MemoryDesk {
  const desk = new MemoryDesk();
  desk.fork();
  return desk;
}

/** The passages of a fork are there to be chosen. */
async function chooses(page: Page): Promise<void> {
  await list(page);
  await page.keyboard.press('Enter');
  await page.getByText('Bản từ Cổng').waitFor();
}

export const sync: Screen[] = [
  {
    name: 'sync',
    desk: withTraffic,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+0');
      await page.getByRole('heading', { name: /Cần xem/ }).waitFor();
    },
  },
  {
    name: 'sync-shut-out',
    desk: shutOut,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+0');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'sync-log',
    desk: withTraffic,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+0');
      await page.getByRole('button', { name: 'Đọc' }).first().focus();
      await page.getByText('Việc mà phiên bản Bản Thảo trên máy này chưa đọc được').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'sync-going',
    desk: () => {
      const desk = withTraffic();
      desk.line = {
        ...{ trouble: null, since: null, next: null, busy: true, offline: false },
        going: {
          files_out: { done: 3, of: 12 },
          acts: { done: 0, of: 2 },
          entries: { done: 4800, of: 4800 },
          files_in: { done: 0, of: 0 },
          ending: false,
        },
      };
      return desk;
    },
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+0');
      // Only what is told is known of the line.
      await page.keyboard.press('Control+Shift+o');
      await page.keyboard.press('Control+Shift+o');
      await page.getByRole('progressbar').first().waitFor();
    },
  },
  {
    name: 'fork',
    desk: forked,
    go: async (page) => {
      await chooses(page);
      await page.keyboard.press('1');
    },
  },
  {
    name: 'fork-rewritten',
    desk: forked,
    go: async (page) => {
      await chooses(page);
      for (const passage of await page.locator('[aria-label="Đoạn cần chọn"]').all()) {
        await passage.waitFor();
        await page.keyboard.press('4');
      }
      await page.keyboard.press('Control+Enter');
      await page.getByText('Đang có hai bản của một đoạn').waitFor();
    },
  },
  {
    name: 'fork-before',
    desk: forked,
    go: async (page) => {
      await chooses(page);
      await page.keyboard.press('5');
      await page.getByText('dự kiến 60 học viên').waitFor();
    },
  },
];

/** The screens with words to the limits, and with nothing at all. */

import { long } from '../../testing/long';
import { MemoryDesk } from '../../testing/memory';
import { list, settingsPage, type Screen } from './ways';

const empty = () => new MemoryDesk({ sample: false });

export const longWords: Screen[] = [
  {
    name: 'long-list',
    desk: long,
    go: async (page) => {
      await list(page);
      await page.locator('.sheet h1').waitFor();
    },
  },
  {
    name: 'long-reading-right-to-left',
    desk: long,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.locator('.sheet h1').waitFor();
    },
  },
  {
    name: 'long-editor',
    desk: long,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+e');
      await page.locator('.ProseMirror-focused').waitFor();
    },
  },
  {
    name: 'long-history',
    desk: long,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+h');
      await page.locator('dialog').waitFor();
    },
  },
  {
    name: 'long-review',
    desk: () => Object.assign(long(), { refusals: [] }),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.locator('.sheet h1').waitFor();
    },
  },
  {
    name: 'long-translation',
    desk: () => {
      const desk = long();
      const english = [...desk.segments.keys()][0];
      for (const [edition, shown] of desk.shown)
        desk.shown.set(edition, {
          ...shown,
          row: { ...shown.row, updated: edition === english ? '2026-11-24T14:05:00+07:00' : shown.row.updated },
        });
      return desk;
    },
    go: async (page) => {
      await list(page);
      await page.getByRole('radio', { name: 'Tiếng Anh' }).click();
      await page.getByText('dịch từng câu').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.locator('textarea[data-target]:focus').waitFor();
    },
  },
  {
    name: 'long-consultation',
    desk: long,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+5');
      await page.getByText('Đang lấy ý kiến', { exact: true }).waitFor();
      await list(page);
      await page.locator('.comments article').first().waitFor();
      await page.keyboard.press('F8');
      await page.locator('article.on').waitFor();
    },
  },
  {
    name: 'long-sync',
    desk: long,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+0');
      await page.getByRole('heading', { name: /Cần xem/ }).waitFor();
    },
  },
  {
    name: 'long-people',
    desk: () => Object.assign(long(), { roles: ['chief'] }),
    go: async (page) => {
      await settingsPage(page, 'Người và vai');
      await page.getByRole('button', { name: /Công Tằng/ }).click();
      await page.getByRole('button', { name: 'Thu hồi' }).first().waitFor();
    },
  },
  {
    name: 'long-empty-review',
    desk: empty,
    go: async (page) => {
      await page.getByRole('contentinfo').waitFor();
      await page.keyboard.press('Alt+3');
      await page
        .getByRole('heading', { name: /Không còn mục nào chờ duyệt/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'long-empty-sync',
    desk: empty,
    go: async (page) => {
      await page.getByRole('contentinfo').waitFor();
      await page.keyboard.press('Alt+0');
      await page.getByText('Chưa gửi và chưa nhận gì.').waitFor();
    },
  },
];

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { untriedKey } from '../../src/first/untried';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { restores, type Screen } from './ways';

const absent = () => new MemoryDesk({ stage: 'absent', sample: false });

/** A desk is made, and its recovery words are shown. */
async function words(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 2 }).waitFor();
  await page.keyboard.press('3');
  await page.getByLabel('Họ và tên').fill('Đỗ Kiều Oanh');
  await page.getByLabel('Cụm mật khẩu').fill('trăng sáng sân đình');
  await page.getByLabel('Nhập lại').fill('trăng sáng sân đình');
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('words').waitFor();
}

export const first: Screen[] = [
  { name: 'first', desk: absent, go: (page) => page.getByRole('heading', { level: 2 }).waitFor() },
  {
    name: 'first-keys',
    desk: absent,
    go: async (page) => {
      await page.getByRole('heading', { level: 2 }).waitFor();
      await page.keyboard.press('F1');
      await page.getByRole('dialog', { name: 'Mọi phím ở đây' }).waitFor();
      await page.getByText('Chọn cách bắt đầu').waitFor();
    },
  },
  {
    name: 'first-restore',
    desk: absent,
    go: async (page) => {
      await page.getByRole('heading', { level: 2 }).waitFor();
      await page.keyboard.press('4');
      await page.getByRole('button', { name: 'Chọn tệp', exact: true }).click();
      await page.getByRole('button', { name: 'Mở bằng từ khôi phục' }).click();
      await page.getByLabel('Nhập lại').waitFor();
    },
  },
  {
    name: 'first-restore-going',
    desk: () => Object.assign(absent(), { working: { work: 'restoring', done: 120, of: 800 } }),
    go: async (page) => {
      await restores(page);
      await page.getByText('Đã khôi phục 120 trên 800 MB.').waitFor();
      // The way to end it is in view, above the edge.
      const inView = () => {
        const [way, stop] = [document.querySelector('.way'), document.querySelector('.work button')];
        return way && stop && stop.getBoundingClientRect().bottom < way.getBoundingClientRect().bottom - 8;
      };
      await expect.poll(() => page.evaluate(inView)).toBe(true);
    },
  },
  {
    name: 'first-join',
    desk: absent,
    go: async (page) => {
      await page.getByRole('heading', { level: 2 }).waitFor();
      await page.keyboard.press('1');
      await page.getByRole('button', { name: /^Tham gia Ctrl/ }).click();
      await page.locator('[aria-invalid=true]').first().waitFor();
    },
  },
  {
    name: 'words',
    desk: absent,
    go: words,
  },
  {
    name: 'words-saved',
    desk: absent,
    go: async (page) => {
      await words(page);
      await page.keyboard.press('Control+s');
      await page.getByText('In tệp này rồi xóa ngay').waitFor();
    },
  },
  {
    name: 'words-printed',
    desk: absent,
    go: async (page) => {
      await words(page);
      await page.keyboard.press('Control+p');
      await page.locator('.paper').waitFor({ state: 'attached' });
      await page.emulateMedia({ media: 'print' });
      await page.getByText('Ngày ghi').waitFor();
    },
  },
  {
    name: 'locked',
    desk: () => new MemoryDesk({ stage: 'locked' }),
    go: async (page) => {
      await page.getByLabel('Cụm mật khẩu').fill('sai rồi mà');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'words-untried',
    desk: () => new MemoryDesk({ stage: 'locked' }),
    go: async (page) => {
      const passphrase = page.getByLabel('Cụm mật khẩu');
      await passphrase.waitFor();
      await page.evaluate(([key]) => localStorage.setItem(key, ''), [
        untriedKey('/home/oanh/.local/share/banthao'),
      ] as const);
      await passphrase.fill('trăng sáng sân đình');
      await page.keyboard.press('Enter');
      await page.getByText('Mười hai từ khôi phục chưa được thử').waitFor();
    },
  },
  {
    name: 'first-make',
    desk: absent,
    go: async (page) => {
      await page.getByRole('heading', { level: 2 }).waitFor();
      await page.keyboard.press('3');
      await page.getByLabel('Họ và tên').waitFor();
    },
  },
  {
    name: 'first-practise-port',
    desk: () => {
      const desk = absent();
      desk.practiceMade = true;
      desk.failing.set('practiceStart', problem('practice_port'));
      return desk;
    },
    go: async (page) => {
      await page.getByRole('heading', { level: 2 }).waitFor();
      await page.keyboard.press('2');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'unreadable',
    desk: () => {
      const desk = new MemoryDesk();
      desk.failing.set('status', problem('damaged'));
      return desk;
    },
    go: (page) => page.getByRole('alert').waitFor(),
  },
];

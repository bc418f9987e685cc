import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { MemoryDesk } from '../../testing/memory';
import { arrived } from '../../testing/arrived';
import { mayReview, withPicture } from '../../testing/translated';
import { inList, list, opened, type Screen } from './ways';

async function openEnglish(page: Page): Promise<void> {
  await list(page);
  await page.keyboard.press('Control+f');
  await page.keyboard.insertText('discuss cooperation');
  await page.getByText('Tìm thấy').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await list(page);
  await page.keyboard.press('Enter');
}

async function translate(page: Page): Promise<void> {
  await openEnglish(page);
  await page.locator('textarea[data-target]:focus').waitFor();
  await page.locator('[data-checks] li').first().waitFor();
}

/** Where the caret is for a moment on the way to another sentence. */
const NOWHERE = 'null undefined';

/** Where in which field the caret is. */
const caret = () => {
  const field = document.activeElement as HTMLTextAreaElement;
  return `${field.ariaLabel} ${field.selectionStart}`;
};

export const translation: Screen[] = [
  {
    name: 'translate-picture',
    desk: () => {
      const desk = new MemoryDesk();
      withPicture(desk, [...desk.segments.keys()][0] ?? '');
      return desk;
    },
    go: async (page) => {
      await translate(page);
      await page.getByText('Chú thích ảnh', { exact: true }).waitFor();
    },
  },
  {
    name: 'translating',
    desk: () => {
      const desk = new MemoryDesk();
      desk.roles = ['translator'];
      const published = desk.titled('Kết quả công tác');
      const edition = `${published.row.item}:en`;
      const english = { edition, lang: 'en', title: 'External relations in October', out_of_date: true };
      desk.shown.set(edition, { ...published, row: { ...published.row, ...english } });
      return desk;
    },
    go: async (page) => {
      await opened(page);
      await page.keyboard.press('Alt+4');
      await inList(page);
      await page.getByRole('button', { name: /Dịch sang tiếng Anh/ }).waitFor();
      await page.locator('article.sheet').waitFor();
    },
  },
  {
    name: 'translating-none',
    desk: () => new MemoryDesk({ sample: false }),
    go: async (page) => {
      await opened(page);
      await page.keyboard.press('Alt+4');
      await page.getByRole('heading', { name: /Mọi mục đã có bản tiếng Anh/ }).waitFor();
    },
  },
  {
    name: 'translate',
    desk: () => new MemoryDesk(),
    go: translate,
  },
  {
    // By keys alone from the first open sentence to handing in.
    name: 'translate-done',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await translate(page);
      const at = (n: number) => page.locator(`textarea[aria-label="Tiếng Anh, câu ${n}"]:focus`).waitFor();
      await at(3);
      await page.keyboard.press('Control+Shift+N');
      await page.getByText('Đổi số thành 46').waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
      await at(4);
      await page.keyboard.insertText(' villages.');
      await page.keyboard.press('Enter');
      await at(5);
      await page.keyboard.press('Control+u');
      await at(7);
      await page.keyboard.press('Control+i');
      await page.keyboard.press('Enter');
      await at(8);
      await page.keyboard.insertText('sharing experience in responding to disasters;');
      await page.keyboard.press('Tab');
      await at(9);
      // As many lines as the sentence has at this width, and then out of it.
      const above = page.locator('textarea[aria-label="Tiếng Anh, câu 8"]:focus');
      for (let press = 0; press < 6 && !(await above.isVisible()); press += 1) {
        const before = await page.evaluate(caret);
        await page.keyboard.press('ArrowUp');
        await expect.poll(() => page.evaluate(caret)).not.toMatch(new RegExp(`^(${before}|${NOWHERE})$`));
      }
      await at(8);
      await page.keyboard.press('Enter');
      await at(9);
      await page.getByRole('button', { name: /^Gửi duyệt Ctrl/ }).waitFor();
    },
  },
  {
    name: 'translate-preview',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await translate(page);
      await page.keyboard.press('F9');
      await page.locator('article.sheet').waitFor();
    },
  },
  {
    name: 'translate-paused',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await translate(page);
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText('MẬT');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'translate-submit',
    desk: () => {
      const desk = new MemoryDesk();
      for (const [edition, lines] of desk.segments)
        desk.segments.set(
          edition,
          lines.map((line) => ({
            ...line,
            target: line.target || 'exchange of experience;',
            state: line.out_of_date ? 'initial' : 'translated',
          })),
        );
      return desk;
    },
    go: async (page) => {
      await translate(page);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('form', { name: 'Gửi duyệt' }).waitFor();
    },
  },
  {
    name: 'translate-read-only',
    desk: () => {
      const desk = new MemoryDesk();
      desk.roles = [];
      return desk;
    },
    go: async (page) => {
      await openEnglish(page);
      await page.getByText('Chưa giữ vai nào được dịch').waitFor();
    },
  },
  {
    name: 'translate-fork',
    desk: () => {
      const desk = new MemoryDesk();
      desk.forkTranslation();
      return desk;
    },
    go: async (page) => {
      await openEnglish(page);
      await page.locator('[data-side=mine]:focus').waitFor();
      await page.keyboard.press('2');
      await page.getByText('Gửi duyệt khi chọn xong 1 câu').waitFor();
      await page.locator('[aria-current] [data-side=mine]:focus').waitFor();
      await page.keyboard.press('5');
      await page.getByText('42 officials from Champasak').waitFor();
    },
  },
  {
    // By keys alone: one taken, the other rewritten, and the sentence has the keyboard.
    name: 'translate-fork-rewritten',
    desk: () => {
      const desk = new MemoryDesk();
      desk.forkTranslation();
      return desk;
    },
    go: async (page) => {
      await openEnglish(page);
      await page.locator('[data-side=mine]:focus').waitFor();
      await page.keyboard.press('1');
      await page.getByText('Gửi duyệt khi chọn xong 1 câu').waitFor();
      await page.locator('[aria-current] [data-side=mine]:focus').waitFor();
      await page.keyboard.press('4');
      await page.locator('textarea[aria-label="Tiếng Anh, câu 3"]:focus').waitFor();
    },
  },
  {
    name: 'translate-review',
    desk: () => {
      const desk = new MemoryDesk();
      desk.roles = ['reviser'];
      for (const edition of desk.segments.keys()) mayReview(desk, edition);
      return desk;
    },
    go: async (page) => {
      await translate(page);
      await page.getByRole('button', { name: /Tiếng Anh, câu 5/ }).click();
      await page.locator('textarea[aria-label="Tiếng Anh, câu 5"]:focus').waitFor();
      await page.keyboard.press('Control+Shift+Enter');
      await page.getByText('4 đã soát').waitFor();
      await page.locator('textarea[aria-label="Tiếng Anh, câu 6"]:focus').waitFor();
    },
  },
  {
    name: 'translate-at-work',
    desk: () => {
      const desk = new MemoryDesk();
      for (const edition of desk.segments.keys()) arrived(desk, edition, { shown_only: true, at_work: true });
      return desk;
    },
    go: async (page) => {
      await translate(page);
      await page.getByText('cũng đang viết mục này').waitFor();
    },
  },
];

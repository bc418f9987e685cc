import type { Page } from 'playwright-core';
import { consulted } from '../../testing/consulted';
import { MemoryDesk } from '../../testing/memory';
import { inList, list, type Screen } from './ways';

async function consultations(page: Page): Promise<void> {
  await list(page);
  await page.keyboard.press('Alt+5');
  await page.getByText('Đang lấy ý kiến', { exact: true }).waitFor();
  await inList(page);
}

/** A published text is written on: the first of the list. */
function withDraftAbove(): MemoryDesk {
  const desk = new MemoryDesk();
  const published = desk.first(({ state, kind }) => state === 'published' && kind === 'article');
  const { row, summary, fields, document, base } = published;
  desk.now = () => '2026-11-24T14:30:00+07:00';
  void desk.draftSave(row.edition, base, { title: `${row.title}, đã sửa`, summary, fields, document });
  return desk;
}

export const items: Screen[] = [
  {
    name: 'list',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('ArrowDown');
      await page.getByText('Bốn nội dung ưu tiên', { exact: true }).waitFor();
    },
  },
  {
    name: 'list-found',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+f');
      await page.keyboard.insertText('giao');
      await page.getByText('Tìm thấy').first().waitFor();
      await page.locator('[role=option]').first().waitFor();
    },
  },
  {
    name: 'list-found-english',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+f');
      await page.keyboard.insertText('discuss');
      await page.getByText('Tìm thấy 1 mục').waitFor();
      await page.getByRole('option').click();
      await page.getByText('dịch từng câu').waitFor();
    },
  },
  {
    name: 'list-nothing',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.getByLabel('Ngôn ngữ').selectOption('en');
      await page.getByLabel('Loại').selectOption('page');
      await page.getByRole('heading', { name: 'Không có mục nào khớp' }).waitFor();
    },
  },
  {
    name: 'list-translated',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('ArrowDown');
      await page.getByRole('radio', { name: 'Tiếng Anh' }).click();
      await page.getByText('dịch từng câu').waitFor();
    },
  },
  {
    name: 'list-draft',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.getByRole('button', { name: /Bỏ vào thùng rác/ }).waitFor();
    },
  },
  {
    name: 'list-trashed',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.getByRole('button', { name: /Bỏ vào thùng rác/ }).waitFor();
      await page.keyboard.press('Delete');
      await page.getByText('vào thùng rác.').waitFor();
      await page.getByRole('button', { name: /Hoàn tác/ }).waitFor();
      await inList(page);
    },
  },
  {
    name: 'list-draft-above',
    desk: withDraftAbove,
    go: async (page) => {
      await list(page);
      await page.getByRole('button', { name: 'Bỏ bản nháp' }).waitFor();
    },
  },
  {
    name: 'list-draft-above',
    desk: withDraftAbove,
    go: async (page) => {
      await list(page);
      await page.getByText('có bản nháp').first().waitFor();
    },
  },
  {
    name: 'list-discarded',
    desk: withDraftAbove,
    go: async (page) => {
      await list(page);
      await page.getByRole('button', { name: 'Bỏ bản nháp' }).click();
      await page.getByText('Đã bỏ bản nháp').waitFor();
      await page.locator('button:focus', { hasText: 'Hoàn tác' }).waitFor();
    },
  },
  {
    name: 'list-empty',
    desk: () => new MemoryDesk({ sample: false, joined: false }),
    go: (page) => page.getByRole('heading', { name: 'Bắt đầu từ một trang trắng' }).waitFor(),
  },
  {
    name: 'consultation',
    desk: consulted,
    go: async (page) => {
      await consultations(page);
      await page.keyboard.press('ArrowDown');
      await page.getByText('còn 26 ngày.').waitFor();
      await page.getByText('Một công dân').waitFor();
    },
  },
  {
    name: 'consultation-comment',
    desk: consulted,
    go: async (page) => {
      await consultations(page);
      await page.keyboard.press('ArrowDown');
      await page.getByText('còn 26 ngày.').waitFor();
      await page.getByText('Một công dân').waitFor();
      await page.keyboard.press('F8');
      await page.keyboard.press('ArrowDown');
      await page.locator('.said-to').waitFor();
    },
  },
  {
    name: 'consultation-form',
    desk: consulted,
    go: async (page) => {
      await consultations(page);
      await page.keyboard.press('ArrowDown');
      await page.getByText('còn 26 ngày.').waitFor();
      await page.keyboard.press('Control+e');
      await page.locator('.ProseMirror-focused').waitFor();
      await page.keyboard.press('F6');
      await page.locator('[data-field=closes]').fill('+20');
      await page.getByText('Lấy ý kiến 21 ngày').waitFor();
    },
  },
  {
    name: 'consultation-new',
    desk: consulted,
    go: async (page) => {
      await consultations(page);
      await page.keyboard.press('Control+n');
      await page.getByText('Gõ +20').waitFor();
      if (await page.getByText('đọc khoảng').count()) throw new Error('there is nothing to read yet');
    },
  },
  {
    name: 'consultation-none',
    desk: () => new MemoryDesk({ sample: false }),
    go: async (page) => {
      await page.getByRole('contentinfo').waitFor();
      await page.keyboard.press('Alt+5');
      await page.getByRole('heading', { name: 'Lập một dự thảo' }).waitFor();
    },
  },
];

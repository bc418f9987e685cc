import type { Page } from 'playwright-core';
import { MemoryDesk } from '../../testing/memory';
import { list, write, type Screen } from './ways';

/** Into the second step of handing in. */
async function submitting(page: Page, before: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  await write(page);
  await before();
  await page.getByLabel('Nguồn', { exact: true }).fill('Sở Ngoại vụ');
  await page.getByRole('button', { name: /^Gửi duyệt Ctrl/ }).waitFor();
  await page.locator('.ProseMirror').click();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('form', { name: 'Gửi duyệt' }).waitFor();
}

export const editor: Screen[] = [
  { name: 'editor', desk: () => new MemoryDesk(), go: write },
  { name: 'editor-submit', desk: () => new MemoryDesk(), go: (page) => submitting(page) },
  {
    name: 'editor-submit-note',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await submitting(page);
      const note = page.getByLabel('Lời nhắn cho người duyệt');
      const line = await note.evaluate((area) => area.clientHeight);
      await note.fill(
        ['Đã đối chiếu số liệu với Sở Nông nghiệp.', 'Ảnh 2 chờ tác giả xác minh.', 'Cần đăng trước buổi họp.'].join(
          '\n',
        ),
      );
      const lines = await note.evaluate((area) => [area.clientHeight, area.scrollHeight]);
      if ((lines[0] ?? 0) <= line || lines[0] !== lines[1]) throw new Error('the note is not read whole');
    },
  },
  {
    name: 'editor-submit-past',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await submitting(page);
      await page.getByLabel('Đăng lúc').fill('01/01/2020 07:30');
      await page.keyboard.press('Control+Enter');
      await page.getByText('Giờ đăng này đã qua.').waitFor();
    },
  },
  {
    name: 'editor-submit-reason',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await submitting(page, async () => {
        await page.locator('.ProseMirror figure img').click();
        await page.getByLabel('Nguồn ảnh').fill('');
      });
      await page.getByLabel('Lời nhắn cho người duyệt').focus();
      await page.keyboard.press('Control+Enter');
      await page.locator('form [aria-invalid]:focus').waitFor();
    },
  },
  {
    name: 'editor-picture',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await write(page);
      await page.locator('.ProseMirror figure img').click();
      await page.getByLabel('Nguồn ảnh').waitFor();
    },
  },
  {
    name: 'editor-picture-taken',
    desk: () => {
      const desk = new MemoryDesk();
      // Never done.
      desk.draftPicture = () => new Promise(() => undefined);
      return desk;
    },
    go: async (page) => {
      await write(page);
      const picture = { name: 'cau.png', mimeType: 'image/png', buffer: Buffer.from('png') };
      await page.locator('input[type=file]').setInputFiles(picture);
      await page.getByRole('button', { name: 'Đang nhận ảnh' }).waitFor();
    },
  },
  {
    name: 'editor-table',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('ArrowDown');
      await page.getByText('Bốn nội dung ưu tiên', { exact: true }).waitFor();
      await page.keyboard.press('Control+e');
      await page.locator('.ProseMirror td').first().click();
      await page.getByRole('button', { name: 'Thêm hàng dưới' }).waitFor();
    },
  },
  {
    name: 'editor-paused',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await write(page);
      await page.keyboard.press('Enter');
      await page.keyboard.insertText('MẬT');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'editor-held',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await write(page);
      await page.keyboard.press('Enter');
      await page.keyboard.insertText('MẬT');
      await page.getByRole('alert').waitFor();
      await page.keyboard.press('Alt+3');
      await page.getByRole('button', { name: 'Ở lại' }).waitFor();
    },
  },
];

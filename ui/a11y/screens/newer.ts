import type { Page } from 'playwright-core';
import { arrived } from '../../testing/arrived';
import { MemoryDesk } from '../../testing/memory';
import { list, type Screen } from './ways';

/** The desk behind the screen at hand: something arrives there while the page is open. */
let desk: MemoryDesk;
const made = () => (desk = new MemoryDesk());
const returned = () => desk.first(({ state }) => state === 'returned').row;

async function read(page: Page): Promise<void> {
  await list(page);
  await page.getByRole('option', { name: returned().title }).click();
  await page.getByText(/trả lại, hôm qua/).waitFor();
}

async function write(page: Page): Promise<void> {
  await read(page);
  await page.keyboard.press('Control+e');
  await page.locator('.ProseMirror-focused').waitFor();
}

function arrive(given: Parameters<typeof arrived>[2] = {}): void {
  arrived(desk, returned().edition, given);
  desk.tell();
}

export const newer: Screen[] = [
  {
    name: 'newer-reading',
    desk: made,
    go: async (page) => {
      await read(page);
      arrive();
      await page.getByText('có phiên bản mới 77d0 41be').waitFor();
    },
  },
  {
    name: 'newer-writing',
    desk: made,
    go: async (page) => {
      await write(page);
      await page.keyboard.type('Viết tiếp');
      arrive();
      await page.getByText('có phiên bản mới 77d0 41be').waitFor();
      // The caret is where it was, and no key is lost.
      await page.keyboard.type(' mà không mất chữ');
      await page.locator('.ProseMirror', { hasText: 'Viết tiếp mà không mất chữ' }).waitFor();
    },
  },
  {
    name: 'newer-compared',
    desk: made,
    go: async (page) => {
      await write(page);
      arrive();
      await page.getByText('có phiên bản mới 77d0 41be').waitFor();
      await page.keyboard.press('Control+d');
      await page.getByText('1 trên 1 thay đổi').waitFor();
    },
  },
  {
    name: 'newer-replaced',
    desk: made,
    go: async (page) => {
      arrived(desk, returned().edition, { replaced: returned().revision });
      await read(page);
      await page.getByText('đã gửi duyệt bản tiếp theo').waitFor();
    },
  },
];

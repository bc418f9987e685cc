/** Ways that several screens begin with. */

import type { Page } from 'playwright-core';
import type { MemoryDesk } from '../../testing/memory';

export interface Screen {
  name: string;
  desk: () => MemoryDesk;
  /** From the opened window to the screen; done when it stands. */
  go: (page: Page) => Promise<void>;
}

/** The desk is open, wherever one is in it. */
export const opened = (page: Page) => page.getByRole('navigation').first().waitFor();

/** A list has the keyboard, and a row of it is chosen. */
export const inList = (page: Page) => page.locator('[role=listbox]:focus [aria-selected=true]').waitFor();

/** The list of items stands and has the keyboard. */
export async function list(page: Page): Promise<void> {
  await opened(page);
  if (!(await page.getByRole('listbox', { name: 'Danh sách tin, bài' }).isVisible()))
    await page.keyboard.press('Alt+2');
  await inList(page);
}

/** Into the text of the chosen item. */
export async function write(page: Page): Promise<void> {
  await list(page);
  await page.keyboard.press('Control+e');
  // The keyboard is in the text: what is pressed goes there.
  await page.locator('.ProseMirror-focused').waitFor();
  await page.locator('[data-checks] li').first().waitFor();
}

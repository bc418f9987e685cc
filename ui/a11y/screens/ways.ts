/** Ways that several screens begin with. */

import type { Page } from 'playwright-core';
import { MemoryDesk } from '../../testing/memory';

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

/** A page of the settings, by its name. */
export async function settingsPage(page: Page, name: string): Promise<void> {
  await list(page);
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name, exact: true }).click();
}

/** The review stands, with a text that can be decided on. */
export async function inReview(page: Page): Promise<void> {
  await list(page);
  await page.keyboard.press('Alt+3');
  await page.getByRole('button', { name: /Duyệt bản này/ }).waitFor();
}

/** Into the text of the chosen item. */
export async function write(page: Page): Promise<void> {
  await list(page);
  await page.keyboard.press('Control+e');
  // The keyboard is in the text: what is pressed goes there.
  await page.locator('.ProseMirror-focused').waitFor();
  await page.locator('[data-checks] li').first().waitFor();
}

/** A backup is chosen at the first run, and its restoring begun. */
export async function restores(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 2 }).waitFor();
  await page.keyboard.press('4');
  await page.getByLabel('Tệp sao lưu').fill('/media/usb/ban-thao-2026-11-17.backup');
  await page.getByLabel('Cụm mật khẩu của bản sao lưu').fill('trăng sáng sân đình');
  await page.keyboard.press('Control+Enter');
}

/** A desk whose computer was revoked. */
export function shutOut(): MemoryDesk {
  const desk = new MemoryDesk();
  desk.line = { ...desk.line, trouble: 'device_revoked' };
  return desk;
}

import type { Page } from 'playwright-core';
import { MemoryDesk } from '../../testing/memory';
import { ME } from '../../testing/sample';
import type { Shown } from '../../src/ipc';
import { inList, opened, type Screen } from './ways';

/** One desk that holds every kind of what may stand here. */
function full(): MemoryDesk {
  const desk = new MemoryDesk();
  desk.roles = ['editor', 'approver', 'translator'];
  const change = (found: Shown, to: Partial<Shown>) => desk.shown.set(found.row.edition, { ...found, ...to });
  const consultation = desk.titled('Dự thảo Quy chế');
  change(consultation, { fields: { ...consultation.fields, closes: '2026-11-27' } });
  const photos = desk.titled('Chùm ảnh');
  change(photos, { submitted_by: ME, row: { ...photos.row, state: 'submitted', waits_for: null } });
  return desk;
}

async function stands(page: Page): Promise<void> {
  await opened(page);
  await inList(page);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

export const home: Screen[] = [
  { name: 'home', desk: full, go: stands },
  {
    name: 'home-second',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await stands(page);
      await page.keyboard.press('ArrowDown');
      await page.locator('[role=listbox]:focus [aria-selected=true][aria-posinset="2"]').waitFor();
    },
  },
  {
    name: 'home-empty',
    desk: () => new MemoryDesk({ sample: false }),
    go: async (page) => {
      await opened(page);
      await page.keyboard.press('Alt+1');
      await page.getByRole('heading', { name: 'Không có mục nào chờ tôi' }).waitFor();
    },
  },
];

/** Every screen, and how one comes to it. */

import type { Page } from 'playwright-core';
import { MemoryDesk } from '../testing/memory';

export interface Screen {
  name: string;
  desk: () => MemoryDesk;
  /** From the opened window to the screen; done when it stands. */
  go: (page: Page) => Promise<void>;
}

const list = (page: Page) => page.locator('[role=listbox]:focus [aria-selected=true]').waitFor();
const absent = () => new MemoryDesk({ stage: 'absent', sample: false });

function withTraffic(): MemoryDesk {
  const desk = new MemoryDesk();
  const rows = [...desk.shown.values()].map(({ row }) => row);
  const [training, visit, , , boats] = rows;
  if (!training || !visit || !boats) throw new Error('the sample is smaller than it was');
  const at = '2026-11-24T13:50:00+07:00';
  desk.line = { trouble: 'offline', since: at, next: '2026-11-24T14:08:00+07:00', busy: false };
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
    },
  ];
  desk.forks = [{ edition: boats.edition, title: boats.title, at: '2026-11-23T21:02:00+07:00' }];
  return desk;
}

async function write(page: Page): Promise<void> {
  await list(page);
  await page.keyboard.press('Control+e');
  await page.locator('.ProseMirror').waitFor();
  await page.locator('[data-checks] li').first().waitFor();
}

async function openEnglish(page: Page): Promise<void> {
  await list(page);
  await page.keyboard.press('Control+f');
  await page.keyboard.insertText('discuss cooperation');
  await page.getByText('Tìm thấy').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await list(page);
  await page.keyboard.press('Enter');
}

async function translate(page: Page): Promise<void> {
  await openEnglish(page);
  await page.locator('textarea[data-target]:focus').waitFor();
  await page.locator('[data-checks] li').first().waitFor();
}

export const SCREENS: Screen[] = [
  { name: 'first', desk: absent, go: (page) => page.getByRole('heading', { level: 2 }).waitFor() },
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
    go: async (page) => {
      await page.getByLabel('Họ và tên').fill('Đỗ Kiều Oanh');
      await page.getByLabel('Cụm mật khẩu').fill('trăng sáng sân đình');
      await page.getByLabel('Nhập lại').fill('trăng sáng sân đình');
      await page.keyboard.press('Control+Enter');
      await page.getByTestId('words').waitFor();
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
        await page.keyboard.press('ArrowUp');
        await page.waitForTimeout(150);
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
      await page.getByText('Chưa có vai trò nào để dịch').waitFor();
    },
  },
  {
    name: 'list-empty',
    desk: () => new MemoryDesk({ sample: false, joined: false }),
    go: (page) => page.getByRole('heading', { name: 'Bắt đầu từ một trang trắng' }).waitFor(),
  },
  { name: 'editor', desk: () => new MemoryDesk(), go: write },
  {
    name: 'editor-submit',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await write(page);
      await page.getByLabel('Nguồn', { exact: true }).fill('Sở Ngoại vụ');
      await page.getByRole('button', { name: /^Gửi duyệt Ctrl/ }).waitFor();
      await page.locator('.ProseMirror').click();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('form', { name: 'Gửi duyệt' }).waitFor();
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
  {
    name: 'frame-problem',
    desk: () => {
      const desk = new MemoryDesk();
      desk.failing.set('members', { code: 'disk_full', message: '', retry: true, checks: [] });
      return desk;
    },
    go: (page) => page.locator('.notice .banner').waitFor(),
  },
  {
    name: 'frame-rescued',
    desk: () => {
      const desk = new MemoryDesk();
      desk.rescued =
        'Kho dữ liệu trên máy này bị hỏng. Đã cứu được 4 bản nháp và 1 việc đang chờ gửi; tệp hỏng được giữ nguyên ở /home/oanh/.local/share/banthao/damaged-1. Phần còn lại sẽ được tải lại từ cổng khi đồng bộ.';
      return desk;
    },
    go: (page) => page.getByRole('alert').waitFor(),
  },
  {
    name: 'review',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.getByRole('button', { name: /Duyệt bản này/ }).waitFor();
      await page.getByText('Bốn nội dung ưu tiên', { exact: true }).waitFor();
    },
  },
  {
    name: 'review-sign',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.getByRole('button', { name: /Duyệt bản này/ }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: /Ký duyệt/ }).waitFor();
    },
  },
  {
    name: 'review-return',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.getByRole('button', { name: /Duyệt bản này/ }).waitFor();
      await page.keyboard.press('Control+r');
      await page.keyboard.press('Control+Enter');
      await page.locator('[aria-invalid]').waitFor();
    },
  },
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
    name: 'consultation',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+5');
      await page.getByText('Công ty Cảng biển').waitFor();
    },
  },
  {
    name: 'settings',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+,');
      await page.getByRole('button', { name: 'Hiện các từ' }).waitFor();
    },
  },
];

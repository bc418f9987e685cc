import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { list, restores, write, type Screen } from './ways';

export const frame: Screen[] = [
  {
    name: 'keys',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.getByText('Nội dung tập huấn', { exact: true }).waitFor();
      await page.keyboard.press('F1');
      await page.getByRole('dialog', { name: 'Mọi phím ở đây' }).waitFor();
      await page.getByText('Mục đang đọc').waitFor();
      // What lies under it rests.
      await page.keyboard.press('Control+n');
      await page.getByText('Mục đang đọc').waitFor();
    },
  },
  {
    name: 'no-browser',
    desk: () => {
      const desk = Object.assign(new MemoryDesk(), { practisingAs: 'editor', practiceMade: true });
      desk.failing.set('pageOpen', problem('no_browser'));
      return desk;
    },
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+j');
      await page.getByRole('menu').waitFor();
      await page.keyboard.press('o');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'restored',
    desk: () => new MemoryDesk({ stage: 'absent' }),
    go: async (page) => {
      await restores(page);
      await page.getByText('Đã khôi phục xong từ bản sao lưu.').waitFor();
    },
  },
  {
    name: 'keys-writing',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await write(page);
      await page.keyboard.press('F1');
      await page.getByText('Định dạng chữ').waitFor();
    },
  },
  {
    name: 'keys-gone',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('F1');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await list(page);
    },
  },
  {
    name: 'frame-problem',
    desk: () => {
      const desk = new MemoryDesk();
      desk.failing.set('members', problem('disk_full'));
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
    name: 'practice-making',
    desk: () => Object.assign(new MemoryDesk({ stage: 'absent', sample: false }), { making: { done: 64, of: 152 } }),
    go: async (page) => {
      await page.getByRole('heading', { level: 2 }).waitFor();
      await page.keyboard.press('2');
      await page.keyboard.press('Control+Enter');
      await page.getByText('64 trên 152 bước').waitFor();
    },
  },
  {
    name: 'practice-menu',
    desk: () => Object.assign(new MemoryDesk(), { practisingAs: 'editor', practiceMade: true }),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+j');
      await page.getByRole('menuitemradio', { name: /Phạm Quốc Bảo/ }).waitFor();
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'practice-anew',
    desk: () => Object.assign(new MemoryDesk(), { practisingAs: 'editor', practiceMade: true }),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+j');
      await page.getByRole('menuitem', { name: /Bỏ bản tập/ }).press('Enter');
      await page.getByRole('dialog').waitFor();
    },
  },
];

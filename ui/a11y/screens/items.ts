import { MemoryDesk } from '../../testing/memory';
import { list, type Screen } from './ways';

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
    name: 'list-empty',
    desk: () => new MemoryDesk({ sample: false, joined: false }),
    go: (page) => page.getByRole('heading', { name: 'Bắt đầu từ một trang trắng' }).waitFor(),
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
];

import { withComparison } from '../../testing/compared';
import { MemoryDesk } from '../../testing/memory';
import { list, write, type Screen } from './ways';

export const history: Screen[] = [
  {
    name: 'history',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('ArrowDown');
      await page.getByText('Bốn nội dung ưu tiên', { exact: true }).waitFor();
      await page.keyboard.press('Control+h');
      await page.locator('dialog [role=listbox]:focus').waitFor();
      await page.locator('dialog .sheet').waitFor();
    },
  },
  {
    name: 'history-compare',
    desk: () => withComparison().desk,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('ArrowDown');
      await page.getByText('Hai bên thống nhất').first().waitFor();
      await page.keyboard.press('Control+h');
      await page.locator('dialog [role=listbox]:focus').waitFor();
      await page.locator('dialog .sheet').waitFor();
      await page.keyboard.press('Control+d');
      await page.getByText('8 thay đổi').waitFor();
      await page.keyboard.press('F4');
      await page.getByText('1 trên 8 thay đổi').waitFor();
    },
  },
  {
    name: 'history-older',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('ArrowDown');
      await page.getByText('Bốn nội dung ưu tiên', { exact: true }).waitFor();
      await page.keyboard.press('Control+h');
      await page.locator('dialog [role=listbox]:focus').waitFor();
      for (let n = 0; n < 2; n += 1) await page.keyboard.press('ArrowDown');
      await page.getByRole('heading', { name: /bàn kế hoạch/ }).waitFor();
    },
  },
  {
    name: 'snapshots',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await write(page);
      await page.keyboard.press('Control+h');
      await page.locator('dialog [role=listbox]:focus').waitFor();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('heading', { name: /^Khai mạc/ }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('group', { name: /Lấy lại/ }).waitFor();
    },
  },
  {
    name: 'snapshots-name',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await write(page);
      await page.keyboard.press('Control+h');
      await page.locator('dialog [role=listbox]:focus').waitFor();
      await page.keyboard.press('Control+s');
      await page.getByLabel(/^Tên bản lưu/).fill('Trước khi gửi duyệt lần hai');
    },
  },
  {
    name: 'snapshots-restored',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await write(page);
      await page.keyboard.press('Control+h');
      await page.locator('dialog [role=listbox]:focus').waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Control+Enter');
      await page.keyboard.press('Control+Enter');
      await page.getByText('Đã lấy lại').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.getByRole('heading', { level: 1, name: /^Khai mạc/ }).waitFor({ state: 'attached' });
    },
  },
  {
    name: 'preview-phone',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('ArrowDown');
      await page.getByText('Bốn nội dung ưu tiên', { exact: true }).waitFor();
      await page.keyboard.press('F9');
      await page.locator('dialog iframe').waitFor();
      await page.keyboard.press('Control+1');
      await page.frameLocator('dialog iframe').getByText('Bốn nội dung ưu tiên').first().waitFor();
    },
  },
  {
    name: 'preview-desktop',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await write(page);
      await page.keyboard.press('F9');
      await page.frameLocator('dialog iframe').locator('figure img').waitFor();
    },
  },
];

import type { Page } from 'playwright-core';
import { MemoryDesk } from '../../testing/memory';
import { list, settingsPage, shutOut, type Screen } from './ways';

/** The desk of a chief, with an invitation that nobody used yet. */
function ofTheChief(): MemoryDesk {
  const desk = new MemoryDesk();
  desk.roles = ['chief'];
  desk.invitations = [
    {
      invitation: 'a',
      member: 'b',
      name: 'Phòng Hợp tác quốc tế',
      roles: ['editor'],
      expires: '2026-11-26T10:00:00+07:00',
    },
  ];
  return desk;
}

/** Three items lie in the trash, one of them without a title. */
function withTrash(): MemoryDesk {
  const desk = new MemoryDesk();
  const [shown] = desk.shown.values();
  if (!shown) throw new Error('no sample');
  const put = (item: string, title: string, kind: string, at: string) => {
    const row = { ...shown.row, item, edition: `${item}:vi`, title, kind, revision: null, draft: true };
    desk.trashed.set(item, { editions: [{ ...shown, row }], at });
  };
  put('t1', 'Ý kiến về dự thảo quy chế thông tin đối ngoại', 'consultation', '2026-11-12T15:20:00+07:00');
  put('t2', '', 'article', '2026-11-20T16:40:00+07:00');
  put('t3', 'Giới thiệu Phòng Hợp tác quốc tế', 'page', '2026-11-23T08:05:00+07:00');
  put('t4', 'Chương trình tuần lễ văn hóa các tỉnh biên giới', 'article', '2026-11-23T21:02:00+07:00');
  return desk;
}

/** Somebody was invited: the code is shown. */
async function invited(page: Page): Promise<void> {
  await settingsPage(page, 'Người và vai');
  await page.keyboard.press('Control+n');
  await page.keyboard.insertText('Lê Thị Hạnh');
  await page.keyboard.press('Control+Enter');
  await page.getByText('bt1.').waitFor();
}

/** The backup was begun to a place that was chosen. */
async function backs(page: Page): Promise<void> {
  await settingsPage(page, 'Sao lưu');
  await page.getByRole('button', { name: 'Chọn nơi lưu', exact: true }).click();
  await page.locator('.button.primary').waitFor();
  await page.keyboard.press('Control+Enter');
}

/** The recovery words are shown once more. */
async function showWords(page: Page): Promise<void> {
  await settingsPage(page, 'Khóa và mật khẩu');
  await page.getByRole('button', { name: 'Hiện các từ…' }).click();
  await page.keyboard.insertText('trăng sáng sân đình');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Ẩn các từ' }).waitFor();
}

export const settings: Screen[] = [
  {
    name: 'settings-rejoin',
    desk: shutOut,
    go: async (page) => {
      await settingsPage(page, 'Máy này');
      await page.getByRole('heading', { name: 'Cho máy này tham gia lại' }).waitFor();
    },
  },
  {
    name: 'settings-people',
    desk: ofTheChief,
    go: async (page) => {
      await settingsPage(page, 'Người và vai');
      await page.getByRole('button', { name: /Đỗ Kiều Oanh/ }).waitFor();
      // Past the act of the page to its first row.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Thu hồi' }).first().waitFor();
    },
  },
  {
    name: 'settings-people-asked',
    desk: ofTheChief,
    go: async (page) => {
      await settingsPage(page, 'Người và vai');
      await page.getByRole('button', { name: /Đỗ Kiều Oanh/ }).click();
      await page.getByLabel('Người soát').check();
      await page.getByText('Giao: Người soát.').waitFor();
    },
  },
  {
    name: 'settings-revoke-asked',
    desk: ofTheChief,
    go: async (page) => {
      await settingsPage(page, 'Người và vai');
      await page.getByRole('button', { name: /Đỗ Kiều Oanh/ }).click();
      await page.getByRole('button', { name: 'Thu hồi' }).first().click();
      await page.getByRole('button', { name: /Xác nhận thu hồi/ }).waitFor();
    },
  },
  {
    name: 'settings-inviting',
    desk: ofTheChief,
    go: async (page) => {
      await settingsPage(page, 'Người và vai');
      await page.keyboard.press('Control+n');
      await page.getByRole('button', { name: /^Thôi/ }).waitFor();
    },
  },
  {
    name: 'settings-invite-parting',
    desk: ofTheChief,
    go: async (page) => {
      await invited(page);
      await page.keyboard.press('Escape');
      await page.getByText('Mã này không hiện lại').waitFor();
    },
  },
  {
    name: 'settings-words-asked',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await settingsPage(page, 'Khóa và mật khẩu');
      await page.getByRole('button', { name: 'Hiện các từ…' }).click();
      await page.getByText('Không ai bên cạnh?').waitFor();
    },
  },
  {
    name: 'settings-invite',
    desk: ofTheChief,
    go: invited,
  },
  {
    name: 'settings-policy',
    desk: ofTheChief,
    go: async (page) => {
      await settingsPage(page, 'Quy chế duyệt');
      await page.getByLabel('Tin, bài, ảnh').selectOption('chief');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: /Ký ban hành/ }).waitFor();
    },
  },
  {
    name: 'settings-key',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await settingsPage(page, 'Khóa và mật khẩu');
      await page.getByRole('button', { name: 'Hiện các từ' }).waitFor();
    },
  },
  {
    name: 'settings-backup',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await backs(page);
      await page.getByText('khôi phục thử:').waitFor();
    },
  },
  {
    name: 'settings-backup-going',
    desk: () => Object.assign(new MemoryDesk(), { working: { work: 'trial', done: 120, of: 800 } }),
    go: async (page) => {
      await backs(page);
      await page.getByText('Đã khôi phục thử 120 trên 800 MB.').waitFor();
    },
  },
  {
    name: 'settings-two-words',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await showWords(page);
      await page.getByRole('button', { name: 'Thử hai từ' }).click();
      await page.keyboard.insertText('river');
      await page.keyboard.press('Enter');
      await page.locator('input[aria-invalid]').first().waitFor();
    },
  },
  {
    name: 'settings-words',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await showWords(page);
      await page.keyboard.press('Control+s');
      await page.getByText('In tệp này rồi xóa ngay').waitFor();
    },
  },
  {
    name: 'settings-trash',
    desk: withTrash,
    go: async (page) => {
      await settingsPage(page, 'Thùng rác');
      await page
        .getByRole('button', { name: /Lấy ra/ })
        .first()
        .waitFor();
      // From the name of the page straight to its first row.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByText('Mục này nay ở').waitFor();
      await page.locator('td button:focus').waitFor();
    },
  },
  {
    name: 'settings-trash-empty',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await settingsPage(page, 'Thùng rác');
      await page.getByText('Thùng rác trống').waitFor();
    },
  },
  {
    name: 'settings-practice',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await settingsPage(page, 'Tập làm quen');
      await page.getByRole('button', { name: /Bắt đầu tập/ }).waitFor();
    },
  },
  {
    name: 'settings-practice-making',
    desk: () => Object.assign(new MemoryDesk(), { making: { done: 64, of: 152 } }),
    go: async (page) => {
      await settingsPage(page, 'Tập làm quen');
      await page.keyboard.press('Control+Enter');
      await page.getByText('64 trên 152 bước').waitFor();
    },
  },
  {
    name: 'settings-practice-on',
    desk: () => Object.assign(new MemoryDesk(), { practisingAs: 'editor', practiceMade: true }),
    go: async (page) => {
      await settingsPage(page, 'Tập làm quen');
      await page.getByText('qX3mVt8RrN0cYd5LwBz1').waitFor();
    },
  },
  {
    name: 'settings-key-practice',
    desk: () => Object.assign(new MemoryDesk(), { practisingAs: 'editor', practiceMade: true }),
    go: async (page) => {
      await settingsPage(page, 'Khóa và mật khẩu');
      await page.getByText('qX3mVt8RrN0cYd5LwBz1').waitFor();
    },
  },
  {
    name: 'settings-backup-practice',
    desk: () => Object.assign(new MemoryDesk(), { practisingAs: 'editor', practiceMade: true }),
    go: async (page) => {
      await settingsPage(page, 'Sao lưu');
      await page.getByText('qX3mVt8RrN0cYd5LwBz1').waitFor();
    },
  },
  {
    name: 'settings',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+,');
      await page.getByText('Nơi để dữ liệu').waitFor();
    },
  },
];

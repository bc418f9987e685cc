/** Every screen, and how one comes to it. */

import type { Page } from 'playwright-core';
import { withComparison, withOneOfTwo, withRefusal } from '../testing/compared';
import { MemoryDesk } from '../testing/memory';
import { ME, MEMBERS } from '../testing/sample';

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
  desk.line = { trouble: 'offline', since: at, next: '2026-11-24T14:08:00+07:00', busy: false, offline: false };
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
  // The keyboard is in the text: what is pressed goes there.
  await page.locator('.ProseMirror-focused').waitFor();
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

export const SCREENS: Screen[] = [
  { name: 'first', desk: absent, go: (page) => page.getByRole('heading', { level: 2 }).waitFor() },
  {
    name: 'first-restore',
    desk: absent,
    go: async (page) => {
      await page.getByRole('heading', { level: 2 }).waitFor();
      await page.keyboard.press('4');
      await page.getByRole('button', { name: 'Chọn tệp', exact: true }).click();
      await page.getByRole('button', { name: 'Mở bằng từ khôi phục' }).click();
      await page.getByLabel('Nhập lại').waitFor();
    },
  },
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
      await page.getByRole('heading', { level: 2 }).waitFor();
      await page.keyboard.press('3');
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
    name: 'review-compare',
    desk: () => withComparison().desk,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.getByText('8 thay đổi').waitFor();
      for (const at of [1, 2, 3]) {
        await page.keyboard.press('F4');
        await page.getByText(`${at} trên 8 thay đổi`).waitFor();
      }
    },
  },
  {
    name: 'review-compare-picture',
    desk: () => withComparison().desk,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.getByText('8 thay đổi').waitFor();
      await page.keyboard.press('Shift+F4');
      await page.getByText('8 trên 8 thay đổi').waitFor();
      await page.getByText('Đoạn này được chuyển xuống').waitFor();
    },
  },
  {
    name: 'review-refused',
    desk: withRefusal,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.getByRole('button', { name: /Đọc phiên bản mới/ }).waitFor();
      await page.getByText('8 thay đổi').waitFor();
    },
  },
  {
    name: 'review-sign-at',
    desk: () => withOneOfTwo(MEMBERS[2]?.member).desk,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.getByText('Lượt duyệt 2/2').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText('lúc 07:30, 25/11/2026').waitFor();
    },
  },
  {
    name: 'review-not-mine',
    desk: () => {
      const { desk, edition } = withOneOfTwo(ME);
      desk.reasons.set(edition, 'own_work');
      return desk;
    },
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.getByRole('option').first().click();
      await page.getByText('Tôi đã duyệt, còn chờ người khác.').waitFor();
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
    name: 'fork',
    desk: () => {
      const desk = new MemoryDesk();
      desk.fork();
      return desk;
    },
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Enter');
      await page.getByText('Bản từ Cổng').waitFor();
      await page.keyboard.press('1');
    },
  },
  {
    name: 'settings-people',
    desk: ofTheChief,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+,');
      await page.getByRole('button', { name: 'Người và vai' }).click();
      await page.getByRole('button', { name: /Đỗ Kiều Oanh/ }).click();
      await page.getByRole('button', { name: 'Thu hồi' }).waitFor();
    },
  },
  {
    name: 'settings-invite',
    desk: ofTheChief,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+,');
      await page.getByRole('button', { name: 'Người và vai' }).click();
      await page.keyboard.press('Control+n');
      await page.keyboard.insertText('Lê Thị Hạnh');
      await page.keyboard.press('Control+Enter');
      await page.getByText('bt1.').waitFor();
    },
  },
  {
    name: 'settings-policy',
    desk: ofTheChief,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+,');
      await page.getByRole('button', { name: 'Quy chế duyệt' }).click();
      await page.getByLabel('Tin, bài, ảnh').selectOption('chief');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: /Ký ban hành/ }).waitFor();
    },
  },
  {
    name: 'settings-key',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+,');
      await page.getByRole('button', { name: 'Khóa và mật khẩu' }).click();
      await page.getByRole('button', { name: 'Hiện các từ' }).waitFor();
    },
  },
  {
    name: 'settings-backup',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+,');
      await page.getByRole('button', { name: 'Sao lưu' }).click();
      await page.getByRole('button', { name: 'Chọn nơi lưu' }).click();
      await page.locator('.button.primary').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText('khôi phục thử:').waitFor();
    },
  },
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
  {
    name: 'settings',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Control+,');
      await page.getByText('Nơi để dữ liệu').waitFor();
    },
  },
  {
    name: 'first-make',
    desk: absent,
    go: async (page) => {
      await page.getByRole('heading', { level: 2 }).waitFor();
      await page.keyboard.press('3');
      await page.getByLabel('Họ và tên').waitFor();
    },
  },
  {
    name: 'first-practise-port',
    desk: () => {
      const desk = absent();
      desk.practiceMade = true;
      desk.failing.set('practiceStart', { code: 'practice_port', message: '', retry: true, checks: [] });
      return desk;
    },
    go: async (page) => {
      await page.getByRole('heading', { level: 2 }).waitFor();
      await page.keyboard.press('2');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'practice-making',
    desk: () => Object.assign(absent(), { making: { done: 64, of: 152 } }),
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

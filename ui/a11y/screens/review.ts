import { withComparison, withOneOfTwo, withoutRevision, withRefusal } from '../../testing/compared';
import { MemoryDesk } from '../../testing/memory';
import { ME, MEMBERS } from '../../testing/sample';
import { inReview, list, type Screen } from './ways';

/** A consultation and an English edition wait after the first text. */
function twoWaiting(): MemoryDesk {
  const desk = new MemoryDesk();
  for (const title of ['Dự thảo Quy chế', 'discuss cooperation']) {
    const shown = desk.titled(title);
    desk.shown.set(shown.row.edition, {
      ...shown,
      submitted_by: MEMBERS[1]?.member ?? '',
      needed: 1,
      translated: false,
      source: shown.row.lang === 'en' ? desk.titled('Champasak').row.revision : null,
      row: { ...shown.row, state: 'submitted', revision: 'e1'.repeat(32), published_revision: null, draft: false },
    });
  }
  const { edition } = desk.titled('Dự thảo Quy chế').row;
  const at = '2026-11-24T10:00:00+07:00';
  const note = 'Xin duyệt trước ngày mở; địa chỉ nhận đã đối chiếu với Văn phòng.';
  desk.histories.set(edition, [
    { at, by: MEMBERS[1]?.member ?? null, what: 'submitted', revision: 'e1'.repeat(32), note },
  ]);
  return desk;
}

/** The desk behind the screen at hand: one of its texts is decided on elsewhere. */
let queued: MemoryDesk;

export const review: Screen[] = [
  {
    name: 'review',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await inReview(page);
      await page.getByText('Bốn nội dung ưu tiên', { exact: true }).waitFor();
    },
  },
  {
    name: 'review-sign',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await inReview(page);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: /Ký duyệt/ }).waitFor();
    },
  },
  {
    name: 'review-return',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await inReview(page);
      await page.keyboard.press('Control+r');
      await page.keyboard.press('Control+Enter');
      await page.locator('[aria-invalid]').waitFor();
    },
  },
  {
    name: 'review-done',
    desk: () => twoWaiting(),
    go: async (page) => {
      await inReview(page);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: /Ký duyệt/ }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText(/Đã ký duyệt/).waitFor();
    },
  },
  {
    name: 'review-beside',
    desk: () => twoWaiting(),
    go: async (page) => {
      await inReview(page);
      await page.getByRole('option', { name: /discuss cooperation/ }).click();
      await page.locator('.beside [lang=vi]').first().waitFor();
    },
  },
  {
    name: 'review-elsewhere',
    desk: () => (queued = twoWaiting()),
    go: async (page) => {
      await inReview(page);
      const decided = queued.titled('Champasak');
      queued.shown.set(decided.row.edition, { ...decided, row: { ...decided.row, state: 'returned' } });
      queued.tell();
      await page.getByText(/không còn chờ duyệt/).waitFor();
    },
  },
  {
    name: 'review-handed-in',
    desk: () => twoWaiting(),
    go: async (page) => {
      await inReview(page);
      await page.keyboard.press('End');
      await page.getByText(/nhắn người duyệt/).waitFor();
      await page.keyboard.press('ArrowRight');
    },
  },
  {
    name: 'returned-mended',
    desk: () => new MemoryDesk(),
    go: async (page) => {
      await list(page);
      await page.getByText('Người giữ nghề đóng tàu').first().click();
      await page.getByText(/trả lại, hôm qua/).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: 'Thu gọn' }).waitFor();
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
      await page.getByRole('button', { name: /Xem thay đổi/ }).waitFor();
      await page.getByText('Xem 8 thay đổi rồi quyết định lại.').waitFor();
    },
  },
  {
    name: 'review-refused-unread',
    desk: withoutRevision,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.getByText('Phiên bản này chưa có trên máy này.').waitFor();
      await page.getByRole('button', { name: /Đã xem/ }).waitFor();
    },
  },
  {
    name: 'review-refused-compared',
    desk: withRefusal,
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.getByText('Xem 8 thay đổi rồi quyết định lại.').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText('1 trên 8 thay đổi').waitFor();
      await page.getByText('So với bản tôi đã duyệt, 14:05').waitFor();
      await page.getByRole('button', { name: /Duyệt bản này/ }).waitFor();
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
      await page.getByText('Tôi đã duyệt, còn chờ người khác. Vẫn trả lại được.').waitFor();
    },
  },
  {
    name: 'review-no-right',
    desk: () => {
      const { desk, edition } = withOneOfTwo(MEMBERS[2]?.member);
      desk.reasons.set(edition, 'no_right');
      desk.returnReasons.set(edition, 'no_right');
      return desk;
    },
    go: async (page) => {
      await list(page);
      await page.keyboard.press('Alt+3');
      await page.getByRole('option').first().click();
      await page.getByText('Không có quyền trả lại').waitFor();
    },
  },
];

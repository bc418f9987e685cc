import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withComparison } from '../../testing/compared';
import { withoutLayout } from '../../testing/layout';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { MEMBERS, PHOTO } from '../../testing/sample';
import { Desk } from '../frame/desk.svelte';
import ReviewScreen from './ReviewScreen.svelte';

withoutLayout();
let memory: MemoryDesk;
let screen: object;
beforeEach(() => (memory = new MemoryDesk()));
afterEach(() => unmount(screen));

/** Shows the review, with that text chosen. */
async function show(edition: string): Promise<void> {
  const desk = new Desk(memory);
  await desk.refresh();
  desk.reading = edition;
  screen = mount(ReviewScreen, { target: document.body, props: { desk, onwhere: () => undefined } });
  await expect.poll(() => document.querySelector('.decide')).not.toBeNull();
}
const text = () => document.querySelector('[role=region]')?.textContent ?? '';
const facts = () =>
  [...document.querySelectorAll('dl.facts > div')].map((fact) =>
    [...fact.children].map(({ textContent }) => textContent).join(': '),
  );

it('the queue tells whose each text is, and marks the English edition', async () => {
  const { row } = memory.titled('discuss cooperation');
  memory.shown.set(row.edition, {
    ...memory.of(row.edition),
    translated: false,
    submitted_by: MEMBERS[1]?.member ?? '',
    row: { ...row, state: 'submitted', revision: 'e1'.repeat(32), draft: false },
  });
  await show(row.edition);
  // Without layout only the chosen row is drawn.
  const line = () => document.querySelector('[role=option][aria-selected=true] .meta .cut')?.textContent;
  await expect.poll(line).toBe('Tin, bài (bản tiếng Anh) · Bùi Thị Lệ Ẩn');
  await expect.poll(() => document.activeElement?.role).toBe('listbox');
  press('Home');
  await expect.poll(line).toBe('Tin, bài · Lệ Ẩn');
});

describe('what is decided on is shown whole', () => {
  it('the words to the approvers, with whose they are', async () => {
    await show(memory.titled('Champasak trao đổi').row.edition);
    expect(document.querySelector('blockquote')?.textContent).toBe('Đã đối chiếu: 46 người.');
    expect(document.querySelector('figcaption')?.textContent).toMatch(/Bùi Thị Lệ Ẩn nhắn người duyệt, .*09:12/);
  });

  it('why it was handed in although checks found something', async () => {
    const { edition } = memory.titled('Champasak trao đổi').row;
    const { itemsHistory } = memory;
    const reasons = [
      { check: 'picture_alt', text: 'Ảnh chỉ để trang trí.' },
      { check: 'picture_credit', text: null },
    ];
    memory.itemsHistory = async (of) => (await itemsHistory(of)).map((act) => ({ ...act, reasons }));
    await show(edition);
    const said = [...document.querySelectorAll('.text li, [role=region] ul li')].map(({ textContent }) => textContent);
    expect(said).toContain('Ảnh chưa có mô tả: Ảnh chỉ để trang trí.');
    expect(said).toContain('Ảnh chưa ghi nguồn: lý do chưa về máy này');
  });

  it('when and where the public may write to a consultation, and when it is to be published', async () => {
    const shown = memory.titled('Dự thảo Quy chế');
    const { edition } = shown.row;
    memory.shown.set(edition, {
      ...shown,
      row: { ...shown.row, state: 'submitted', published_revision: null },
      submitted_by: MEMBERS[1]?.member ?? '',
      fields: { ...shown.fields, law: '64/2025', closes: '2026-12-20T17:00:00+07:00' },
    });
    memory.publications.set(edition, '2026-11-25T07:30:00+07:00');
    await show(edition);
    expect(facts()).toEqual([
      'Bắt đầu: 20/11/2026',
      'Hạn góp ý: 20/12/2026 17:00',
      'Nơi nhận: 52 Hùng Vương',
      'Thư điện tử: gopy@example.vn',
      'Theo luật: Luật số 64/2025',
      expect.stringMatching(/^Giờ đăng: .*07:30$/),
    ]);
  });

  it('what is said of a picture to those who cannot see it, or that nothing is', async () => {
    const shown = memory.titled('Champasak trao đổi');
    const picture = { type: 'image' as const, blob: PHOTO, caption: 'Quang cảnh.' };
    const blocks = [
      { ...picture, id: 'picture001', alt: 'Hai đoàn ngồi hai bên bàn dài.' },
      { ...picture, id: 'picture002', alt: '' },
    ];
    memory.shown.set(shown.row.edition, { ...shown, document: { v: 1, blocks } });
    await show(shown.row.edition);
    expect(text()).toContain('Mô tả ảnh: Hai đoàn ngồi hai bên bàn dài.');
    expect(text()).toContain('Ảnh chưa có mô tả');
  });

  it('also of a picture that is compared', async () => {
    const { desk, edition } = withComparison();
    memory = desk;
    await show(edition);
    await expect.poll(() => document.querySelector('.compared')).not.toBeNull();
    expect(text()).toContain('Mô tả ảnh: Hai đoàn ngồi hai bên bàn dài, cờ hai nước ở giữa.');
  });
});

import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { NOW } from '../../testing/sample';
import { showEditor, typeInto } from '../../testing/writing';
import { Desk } from '../frame/desk.svelte';
import { act, restEnter } from '../frame/keys';

let memory: MemoryDesk;
let desk: Desk;
let hide: (() => void) | undefined;
beforeEach(async () => {
  restEnter(0);
  memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.refresh();
  desk.now = new Date(NOW);
});
afterEach(() => hide?.());

function fieldOf(name: string): HTMLInputElement {
  const field = document.querySelector<HTMLInputElement>(`input[data-field="${name}"]`);
  if (!field) throw new Error(`no field ${name}`);
  return field;
}

const type = (name: string, text: string) => typeInto(fieldOf(name), text);
/** What is said to be wrong with a field. */
const wrong = (name: string) => document.querySelector(`#${fieldOf(name).id}-said.wrong`)?.textContent;
const pressCtrlEnter = () => press('Enter', { ctrlKey: true });

/** The first step of handing in a text that has all it needs. */
async function prepare(): Promise<void> {
  restEnter(0);
  const { row, summary, fields, document: text, base } = memory.titled('Kết quả công tác');
  await memory.draftSave(row.edition, base, { title: row.title, summary, fields, document: text });
  hide = await showEditor(desk, row.edition);
  pressCtrlEnter();
  await expect.poll(() => document.querySelector('form.submit')).not.toBeNull();
}

describe('two texts of a passage', () => {
  it('are made one before they are handed in: Ctrl+Enter leads to the passage, another key says that it is done', async () => {
    const { row, summary, fields, document: text, base } = memory.titled('Kết quả công tác');
    await memory.draftSave(row.edition, base, { title: row.title, summary, fields, document: text });
    const [block] = text.blocks ?? [];
    desk.rewriting.set(row.edition, block?.id ?? '');
    hide = await showEditor(desk, row.edition);
    pressCtrlEnter();
    await expect.poll(() => document.activeElement?.className).toContain('ProseMirror');
    expect(document.querySelector('form.submit')).toBeNull();
    press('Enter', { ctrlKey: true, shiftKey: true });
    pressCtrlEnter();
    await expect.poll(() => document.querySelector('form.submit')).not.toBeNull();
  });
});

describe('the time of publication', () => {
  const FORM = 'Ghi ngày giờ như 05/12/2026 07:30.';

  it.each(['31/02/2027 09:00', 'sang mai', '05/12/2026 25:00'])(
    'that cannot be read keeps the text here: %s',
    async (typed) => {
      await prepare();
      type('publish_at', typed);
      expect(wrong('publish_at')).toBeUndefined();
      pressCtrlEnter();
      await expect.poll(() => wrong('publish_at')).toBe(FORM);
      expect(document.activeElement).toBe(fieldOf('publish_at'));
      expect(memory.submissions).toEqual([]);
      type('publish_at', '05/12/2026 07:30');
      pressCtrlEnter();
      await expect.poll(() => memory.submissions.map(({ at }) => at)).toEqual(['2026-12-05T07:30:00+07:00']);
    },
  );

  it('takes the keyboard back to itself', async () => {
    await prepare();
    type('publish_at', 'sang mai');
    fieldOf('publish_at').blur();
    flushSync();
    expect(wrong('publish_at')).toBe(FORM);
    pressCtrlEnter();
    await expect.poll(() => document.activeElement).toBe(fieldOf('publish_at'));
    expect(memory.submissions).toEqual([]);
  });

  it('is none of before, where another stands there now', async () => {
    await prepare();
    type('publish_at', '05/12/2026 07:30');
    type('publish_at', 'sang mai');
    press('Escape');
    await expect.poll(() => document.querySelector('form.submit')).toBeNull();
    pressCtrlEnter();
    await expect.poll(() => document.querySelector('form.submit')).not.toBeNull();
    expect([fieldOf('publish_at').value, wrong('publish_at')]).toEqual(['sang mai', FORM]);
    pressCtrlEnter();
    await expect.poll(() => document.activeElement).toBe(fieldOf('publish_at'));
    expect(memory.submissions).toEqual([]);
  });

  it.each(['01/01/2020 07:30', '24/11/2026 14:00', '23/11/2026'])('is refused when it is over: %s', async (typed) => {
    await prepare();
    type('publish_at', typed);
    pressCtrlEnter();
    await expect.poll(() => wrong('publish_at')).toMatch(/^Giờ đăng này đã qua\./);
    expect(memory.submissions).toEqual([]);
  });

  it('is taken where it is today, as a day', async () => {
    await prepare();
    type('publish_at', '24/11/2026');
    pressCtrlEnter();
    await expect.poll(() => memory.submissions.map(({ at }) => at)).toEqual(['2026-11-24T00:00:00+07:00']);
  });
});

describe('the note to the approvers', () => {
  it('has as many lines as wanted: Enter begins one, Ctrl+Enter hands in', async () => {
    await prepare();
    const note = document.querySelector<HTMLTextAreaElement>('form.submit textarea');
    if (!note) throw new Error('no field for the note');
    typeInto(note, 'Đã đối chiếu số liệu.\nẢnh 2 chờ xác minh.');
    expect(press('Enter').defaultPrevented).toBe(false);
    expect([memory.submissions, document.querySelector('form.submit') === null]).toEqual([[], false]);
    pressCtrlEnter();
    await expect
      .poll(() => memory.submissions.map(({ note }) => note))
      .toEqual(['Đã đối chiếu số liệu.\nẢnh 2 chờ xác minh.']);
  });
});

describe('a text that was handed in', () => {
  it('is told of where one is led then, until something else is written', async () => {
    await prepare();
    pressCtrlEnter();
    await expect.poll(() => desk.writing).toBeNull();
    expect(desk.saved.is).toBe('submitted');
    await desk.write(memory.titled('Kết quả công tác').row.edition);
    expect(desk.saved.is).toBe('none');
  });
});

it('handed in by a press made twice, nothing else is begun by the second', async () => {
  let begun = 0;
  const home = (event: KeyboardEvent) => act(event, { 'Ctrl+Enter': () => (begun += 1) }, 'home');
  await prepare();
  pressCtrlEnter();
  await expect.poll(() => desk.writing).toBeNull();
  hide?.();
  window.addEventListener('keydown', home);
  pressCtrlEnter();
  expect(begun).toBe(0);
  restEnter(0);
  pressCtrlEnter();
  expect(begun).toBe(1);
  window.removeEventListener('keydown', home);
});

it('a reason is asked for once, wherever it is wanted, and told to be wanting only as long as it is', async () => {
  const training = memory.titled('Hơn 120 cán bộ');
  const figure = training.document.blocks?.find(({ type }) => type === 'image');
  if (!figure) throw new Error('no picture in the sample');
  const { row, summary, fields, base } = training;
  const blocks = [...(training.document.blocks ?? []), { ...figure, id: 'b0000000zz' }];
  const written = { title: row.title, summary, fields: { ...fields, source: 'Sở Ngoại vụ' } };
  await memory.draftSave(row.edition, base, { ...written, document: { v: 1, blocks } });
  hide = await showEditor(desk, row.edition);
  restEnter(0);
  pressCtrlEnter();
  await expect.poll(() => document.querySelectorAll('form.submit input').length).toBe(3);
  expect(document.querySelector('form.submit')?.textContent).toContain('Có 2 chỗ.');
  pressCtrlEnter();
  const wanting = () => document.querySelectorAll('form.submit [aria-invalid=true]').length;
  await expect.poll(wanting).toBe(2);
  for (const field of document.querySelectorAll<HTMLInputElement>('form.submit [aria-invalid]'))
    typeInto(field, 'Chờ tác giả');
  expect([wanting(), document.querySelector('form.submit [role=alert]')]).toEqual([0, null]);
});

it('what waits already is not told as sent', async () => {
  const { reviewSubmit } = memory;
  for (const [warning, key, saved] of [
    ['waits_already', 'submit.waits_already', 'saved'],
    ['replaces_scheduled', 'submit.replaces_scheduled', 'submitted'],
    ['of_a_later_version', null, 'submitted'],
  ] as const) {
    memory.reviewSubmit = async (edition, submission) => ({ ...(await reviewSubmit(edition, submission)), warning });
    await prepare();
    desk.saved = { is: 'saved', at: NOW };
    pressCtrlEnter();
    await expect.poll(() => desk.writing).toBeNull();
    await expect.poll(() => memory.submissions.length).toBeGreaterThan(0);
    memory.submissions.length = 0;
    expect([desk.warning, desk.saved.is]).toEqual([key, saved]);
    hide?.();
  }
});

describe('a day in the facts that cannot be read', () => {
  async function consult(): Promise<string> {
    const { edition } = await memory.itemsNew('consultation', 'vi');
    await memory.draftSave(edition, null, {
      title: 'Lấy ý kiến',
      summary: '',
      fields: { author: 'Lệ Ẩn', source: 'Sở Ngoại vụ', opens: '2026-11-25', closes: '2026-12-15' },
      document: { v: 1 },
    });
    hide = await showEditor(desk, edition);
    return edition;
  }

  it('is said to be needed, and how to give the last one quickly', async () => {
    const { edition } = await memory.itemsNew('consultation', 'vi');
    hide = await showEditor(desk, edition);
    const said = () => document.querySelector(`#${fieldOf('closes').id}-said`)?.textContent;
    expect([fieldOf('opens').placeholder, fieldOf('closes').placeholder]).toEqual(Array(2).fill('Cần ngày/tháng/năm'));
    expect(said()).toBe('Gõ +20 là hai mươi ngày sau ngày bắt đầu.');
    type('closes', '+20');
    fieldOf('closes').blur();
    flushSync();
    expect(wrong('closes')).toMatch(/khi đã có ngày bắt đầu\.$/);
    type('opens', '25/11/2026');
    type('closes', '+20');
    expect(said()).toBe('Lấy ý kiến 21 ngày, tính cả ngày đầu và ngày cuối.');
  });

  it('keeps the text here, and is marked', async () => {
    await consult();
    type('closes', '31/02/2027');
    expect(document.querySelector('.button.waiting')?.textContent).toBe('Gửi duyệt khi đã ghi đúng ngày');
    pressCtrlEnter();
    await expect.poll(() => wrong('closes')).toMatch(/^Ghi ngày như 05\/12\/2026/);
    expect(document.activeElement).toBe(fieldOf('closes'));
    expect(document.querySelector('form.submit')).toBeNull();
  });

  it('is not given up unsaid when the text is left', async () => {
    const edition = await consult();
    type('closes', 'mai');
    press('Escape');
    await expect.poll(() => document.body.textContent).toContain('Còn chữ chưa lưu được vào máy.');
    expect(desk.writing).toBe(edition);
    press('Escape');
    type('closes', '20/12/2026');
    press('Escape');
    await expect.poll(() => desk.writing).toBeNull();
    expect(memory.of(edition).fields['closes']).toBe('2026-12-20');
  });
});

describe('the way back', () => {
  it('is named by the place one came from', async () => {
    let where = '';
    desk.place = 'home';
    const { edition } = memory.titled('Kết quả công tác').row;
    hide = await showEditor(desk, edition, (words) => (where = words));
    expect(where).toMatch(/ · Esc về Của tôi$/);
    expect(document.querySelector('.back')?.getAttribute('aria-label')).toBe('Về Của tôi');
    press('Escape');
    await expect.poll(() => [desk.writing, desk.place]).toEqual([null, 'home']);
  });
});

import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { Consultations } from '../consultations/consultations.svelte';
import { Desk } from '../frame/desk.svelte';
import type { Row } from '../ipc';
import { Items } from './items.svelte';
import Reading from './Reading.svelte';
import { mayTrash } from './trash.svelte';
import TrashLine from './TrashLine.svelte';

let memory: MemoryDesk;
let desk: Desk;
let items: Items;
const there = (title: string) =>
  [...memory.shown.values()].map(({ row }) => row).find((row) => row.title.includes(title));
const of = (title: string): Row => memory.titled(title).row;
const DRAFT = 'tập huấn';

beforeEach(async () => {
  memory = new MemoryDesk();
  desk = new Desk(memory);
  items = new Items(memory);
  await Promise.all([desk.refresh(), items.load()]);
});

async function put(): Promise<Row> {
  const row = of(DRAFT);
  await items.seek(row.edition);
  await desk.trash.put(row, () => items.takeNext());
  return row;
}

describe('the trash', () => {
  it('takes what the board was never shown, in neither edition', () => {
    const draft = of(DRAFT);
    const shown = of('Champasak');
    expect(mayTrash(draft, null)).toBe(true);
    expect(mayTrash(shown, null)).toBe(false);
    expect(mayTrash({ ...draft, lang: 'en' }, shown)).toBe(false);
  });

  it('takes an item out of the list, tells of it, and what stood below it is read', async () => {
    await items.seek(of(DRAFT).edition);
    const below = items.entry(items.at + 1);
    const row = await put();
    expect([there(DRAFT), items.chosen?.item, desk.reading]).toEqual([undefined, below?.item, below?.row.edition]);
    expect(desk.trash.last).toEqual(row);
  });

  it('gives the last back, and that is read again', async () => {
    const row = await put();
    await desk.trash.takeOut((edition) => items.takeBack(edition));
    expect([there(DRAFT)?.edition, items.chosen?.item, desk.reading]).toEqual([row.edition, row.item, row.edition]);
    expect(desk.trash.last).toBeNull();
  });

  it('tells of each that went there, the last first, until it was seen', async () => {
    const { edition } = await memory.itemsNew('article', 'vi');
    const other = memory.of(edition).row;
    await put();
    await desk.trash.put(other, () => items.takeNext());
    expect(desk.trash.last?.edition).toBe(edition);
    desk.trash.seen();
    expect(desk.trash.last?.title).toContain(DRAFT);
    desk.trash.forget();
    expect(desk.trash.last).toBeNull();
  });

  it('leaves the list empty where there was one item', async () => {
    const row = of(DRAFT);
    memory.shown = new Map([[row.edition, memory.of(row.edition)]]);
    await items.load();
    await put();
    expect([items.length, items.at, items.chosen, desk.reading]).toEqual([0, -1, null, null]);
  });

  it('says why nothing went there, and nothing else is read', async () => {
    const row = of('Champasak');
    await items.seek(row.edition);
    desk.reading = row.edition;
    await desk.trash.put(row, () => items.takeNext());
    expect([desk.trash.problem?.code, desk.trash.last, desk.reading]).toEqual(['shared', null, row.edition]);
  });

  it('takes a consultation, and gives it back', async () => {
    const { edition, item } = await memory.itemsNew('consultation', 'vi');
    const all = new Consultations(desk);
    const one = { row: memory.of(edition).row, english: null, updated: '', opens: null, closes: null, comments: 0 };
    const { consultations } = memory;
    memory.consultations = async () => [...(memory.trashed.has(item) ? [] : [one]), ...(await consultations())];
    desk.reading = edition;
    await all.load();
    await desk.trash.put(one.row, () => all.takeNext());
    expect([all.chosen === null, desk.reading === edition]).toEqual([false, false]);
    await desk.trash.takeOut((found) => all.takeBack(found));
    expect(all.chosen?.row.edition).toBe(edition);
  });
});

describe('the keys of the trash', () => {
  const field = document.createElement('input');
  const done: string[] = [];
  let shown: object[] = [];
  beforeEach(() => {
    done.length = 0;
    document.body.append(field);
  });
  afterEach(() => shown.forEach((view) => void unmount(view)));

  function read(title: string): void {
    const row = of(title);
    const entry = { item: row.item, row, english: null };
    const props = { desk, entry, edition: row.edition, ontrash: () => done.push('trash') };
    shown = [
      mount(Reading, { target: document.body, props }),
      mount(TrashLine, { target: document.body, props: { trash: desk.trash, onundo: () => done.push('undo') } }),
    ];
    flushSync();
  }

  it('are Delete and Ctrl+Z, but not where text is typed', async () => {
    await put();
    await desk.trash.takeOut((edition) => items.takeBack(edition));
    read(DRAFT);
    field.focus();
    press('Delete');
    field.blur();
    press('z', { ctrlKey: true });
    expect(done).toEqual([]);
    press('Delete');
    await put();
    press('z', { ctrlKey: true });
    field.focus();
    press('z', { ctrlKey: true });
    expect(done).toEqual(['trash', 'undo']);
  });

  it('take a discarded draft back before what went into the trash earlier', async () => {
    await put();
    const { row, summary, fields, document, base } = memory.titled('Kết quả công tác');
    await memory.draftSave(row.edition, base, { title: 'Kết quả đã sửa', summary, fields, document });
    await items.load();
    read('Kết quả đã sửa');
    await expect.poll(() => globalThis.document.body.textContent).toContain('Bỏ bản nháp');
    press('d', { ctrlKey: true, shiftKey: true });
    await expect.poll(() => memory.of(row.edition).row.draft).toBe(false);
    await expect.poll(() => globalThis.document.querySelectorAll('[role=status] button').length).toBe(4);
    press('z', { ctrlKey: true });
    await expect.poll(() => memory.of(row.edition).row.draft).toBe(true);
    expect(done).toEqual([]);
    await expect.poll(() => globalThis.document.querySelectorAll('[role=status] button').length).toBe(3);
    press('z', { ctrlKey: true });
    expect(done).toEqual(['undo']);
  });

  it('mean nothing at what the board was shown', () => {
    read('học bổng');
    press('Delete');
    expect(done).toEqual([]);
    expect(document.body.textContent).not.toContain('Bỏ vào thùng rác');
  });
});

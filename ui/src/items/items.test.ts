import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryDesk } from '../../testing/memory';
import { NOW } from '../../testing/sample';
import type { Row } from '../ipc';
import { entriesFound, entriesOf, glyphOf, sectionsOf } from './entries';
import { Items, PAGE } from './items.svelte';

let memory: MemoryDesk;
let items: Items;
beforeEach(() => {
  memory = new MemoryDesk();
  items = new Items(memory);
});
const rows = () => [...memory.shown.values()].map(({ row }) => row);

describe('the list', () => {
  it('has one entry an item, with its English edition beside the Vietnamese', async () => {
    await items.load();
    const cooperation = items.entries.find(({ row }) => row.title.includes('Champasak'));
    expect(cooperation?.row.lang).toBe('vi');
    expect(cooperation?.english?.lang).toBe('en');
    expect(items.entries).toHaveLength(rows().length - 1);
  });

  it('an item written in English first stands for itself', () => {
    const english = { ...(rows()[0] as Row), item: 'x', edition: 'x:en', lang: 'en' };
    expect(entriesOf([english])).toEqual([{ item: 'x', row: english, english: null }]);
  });

  it('stands under the heads of time', async () => {
    await items.load();
    expect(sectionsOf(items.entries, new Date(NOW)).map(({ group }) => group)).toEqual(['today', 'week', 'earlier']);
  });

  it('shows what is asked for, and everything again', async () => {
    await items.ask({ state: 'returned' });
    expect(items.entries.map(({ row }) => row.title)).toEqual(['Người giữ nghề đóng tàu bên cửa biển Sa Huỳnh']);
    expect(items.filtered).toBe(true);
    await items.ask({ state: null });
    expect(items.entries.length).toBeGreaterThan(5);
  });

  it('searches without accents while it is typed, and an empty search shows the list', async () => {
    await items.load();
    await items.find('dong tau');
    expect(items.entries.map(({ row }) => row.title)).toEqual(['Người giữ nghề đóng tàu bên cửa biển Sa Huỳnh']);
    await items.find('  ');
    expect(items.hits).toBeNull();
  });

  it('finds what is not among the rows loaded, with its own state, kind and time', async () => {
    await items.ask({ state: 'returned' });
    await items.find('nuoc sach');
    expect(items.rows.map(({ title }) => title)).not.toContain(items.entries[0]?.row.title);
    expect(items.entries[0]?.row).toMatchObject({ state: 'published', updated: '2026-11-16T15:00:00+07:00' });
    expect(glyphOf(items.entries[0]?.row as Row)).toBe('published');
    await items.find('quy che');
    expect(items.entries.map(({ row }) => row.kind)).toEqual(['consultation']);
  });

  it('keeps a search that is under way when the list is read again beside it', async () => {
    await items.load();
    const searching = items.find('dong tau');
    await Promise.all([items.load(), searching]);
    expect(items.entries).toHaveLength(1);
    const [found] = items.entries;
    const shown = memory.shown.get(found?.row.edition ?? '');
    if (shown) memory.shown.set(shown.row.edition, { ...shown, row: { ...shown.row, state: 'submitted' } });
    await items.load();
    expect(items.entries[0]?.row.state).toBe('submitted');
  });

  it('shows the words around what was found, and leaves the row as it is', () => {
    const row = { ...(rows()[0] as Row), author: 'Lệ Ẩn' };
    expect(entriesFound([{ row, snippet: 'gặp nạn trên biển' }])).toEqual([
      { item: row.edition, row, english: null, snippet: 'gặp nạn trên biển' },
    ]);
  });

  it('keeps the answer to the newest question, though an older answer comes later', async () => {
    const answers: ((rows: Row[]) => void)[] = [];
    memory.itemsList = () => new Promise((answer) => answers.push(answer));
    const [older, newer] = [items.load(), items.ask({ state: 'draft' })];
    answers[1]?.([rows()[1] as Row]);
    answers[0]?.([rows()[0] as Row]);
    await Promise.all([older, newer]);
    expect(items.rows).toEqual([rows()[1]]);
  });

  it('fetches further pages as it is scrolled, until there are no more', async () => {
    const many = Array.from({ length: PAGE + 5 }, (_, at) => ({
      ...(rows()[0] as Row),
      item: `i${at}`,
      edition: `i${at}:vi`,
    }));
    memory.itemsList = async ({ limit, offset }) => many.slice(offset ?? 0, (offset ?? 0) + (limit ?? many.length));
    await items.load();
    expect(items.entries).toHaveLength(PAGE);
    await items.more();
    expect(items.entries).toHaveLength(PAGE + 5);
    expect(items.complete).toBe(true);
  });

  it('moves by one and stays at the ends', async () => {
    await items.load();
    const [first, second] = items.entries;
    expect(items.beside(undefined, 1)).toBe(first);
    expect(items.beside(first?.item, 1)).toBe(second);
    expect(items.beside(first?.item, -1)).toBe(first);
  });

  it('says what went wrong', async () => {
    memory.failing.set('itemsList', { code: 'damaged', message: '', retry: false, checks: [] });
    await items.load();
    expect(items.problem?.code).toBe('damaged');
  });
});

describe('the ring of an edition', () => {
  const row = rows_();
  function rows_(): Row {
    return [...new MemoryDesk().shown.values()][0]?.row as Row;
  }
  it('is that of what happens next', () =>
    expect(glyphOf({ ...row, state: 'published', pending: 'submitted' })).toBe('submitted'));
  it('tells first that the English is behind', () =>
    expect(glyphOf({ ...row, state: 'published', out_of_date: true })).toBe('stale'));
  it('of a state of a later version is that of a draft', () =>
    expect(glyphOf({ ...row, state: 'embargoed' })).toBe('draft'));
});

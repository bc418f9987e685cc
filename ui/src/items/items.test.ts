import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { NOW } from '../../testing/sample';
import type { Entry as Item, Hit, Row, Shown } from '../ipc';
import { entryOf, glyphOf, glyphOfDraft, groupsOf, opens, type Entry } from './entries';
import { EVERYTHING, FOUND, Items } from './items.svelte';

let memory: MemoryDesk;
let items: Items;
beforeEach(() => {
  memory = new MemoryDesk();
  items = new Items(memory, EVERYTHING, EVERYTHING, '', () => new Date(NOW));
});
const rows = () => [...memory.shown.values()].map(({ row }) => row);
const entries = (): Entry[] =>
  Array.from({ length: items.length }, (_, at) => items.entry(at)).filter((entry) => entry !== undefined);
const titles = () => entries().map(({ row }) => row.title);

/** A desk with that many items. */
function withMany(length: number): Row[] {
  const many = Array.from({ length }, (_, at) => ({ ...(rows()[0] as Row), item: `i${at}`, edition: `i${at}:vi` }));
  const of = (row: Row): Item => ({ row, english: null, updated: row.updated });
  memory.itemsList = async (_, offset, limit) => many.slice(offset, offset + limit).map(of);
  memory.itemsOutline = async () => ({ total: length, since: [0, 0] });
  return many;
}

describe('the list', () => {
  it('has one entry an item, with its English edition beside the Vietnamese', async () => {
    await items.load();
    const cooperation = entries().find(({ row }) => row.title.includes('Champasak'));
    expect(cooperation?.row.lang).toBe('vi');
    expect(cooperation?.english?.lang).toBe('en');
    expect(items.length).toBe(rows().length - 1);
  });

  it('begins with what was searched for before one went to write', async () => {
    const again = new Items(memory, EVERYTHING, EVERYTHING, 'Champasak');
    await again.begin();
    expect(again.hits?.map(({ row }) => row.title)).toEqual([expect.stringContaining('Champasak')]);
    await again.find('');
    expect([again.hits, again.length]).toEqual([null, again.total]);
  });

  it('opens in the language it is read in', () => {
    const [vi, en] = [rows()[0], rows()[1]].map((row, n) => ({ ...(row as Row), edition: n === 0 ? 'i:vi' : 'i:en' }));
    const entry = { item: 'i', row: vi as Row, english: en as Row };
    const inEnglish = { ...entry, found: { edition: 'i:en', snippet: '' } };
    expect([opens(entry).edition, opens(entry, 'i:en').edition, opens(entry, 'j:en').edition]).toEqual([
      'i:vi',
      'i:en',
      'i:vi',
    ]);
    expect([opens(inEnglish, null).edition, opens(inEnglish, 'i:vi').edition]).toEqual(['i:en', 'i:vi']);
  });

  it('an item stands where its edition touched last belongs', () => {
    const row = rows()[0] as Row;
    expect(entryOf({ row, english: null, updated: NOW }).row.updated).toBe(NOW);
  });

  it('stands under the heads of time, and every row under one', async () => {
    await items.load();
    expect(items.groups.map(({ group }) => group)).toEqual(['today', 'week', 'earlier']);
    expect(items.groups.reduce((sum, { count }) => sum + count, 0)).toBe(items.total);
    expect(groupsOf(5, [0, 2])).toEqual([
      { group: 'week', count: 2 },
      { group: 'earlier', count: 3 },
    ]);
  });

  it('shows its beginning under the heads of time before its length is known', async () => {
    const { itemsOutline } = memory;
    let measured = (): void => undefined;
    memory.itemsOutline = async (...asked) => {
      await new Promise<void>((resolve) => (measured = resolve));
      return itemsOutline(...asked);
    };
    await items.begin();
    const early = [items.total, items.groups];
    measured();
    memory.itemsOutline = itemsOutline;
    await items.load();
    expect(early).toEqual([items.total, items.groups]);
    expect(items.length).toBeGreaterThan(5);
  });

  it('shows what is asked for, and everything again', async () => {
    await items.ask({ state: 'returned' });
    expect(titles()).toEqual(['Người giữ nghề đóng tàu bên cửa biển Sa Huỳnh']);
    expect(items.filtered).toBe(true);
    await items.clear();
    expect(items.length).toBeGreaterThan(5);
    expect(items.filtered).toBe(false);
  });

  it('a place that shows one kind only does not call that a filter', async () => {
    const usual = { ...EVERYTHING, kind: 'consultation' };
    const consultations = new Items(memory, usual);
    expect(consultations.filtered).toBe(false);
    await consultations.ask({ mine: true });
    expect(consultations.filtered).toBe(true);
    await consultations.clear();
    expect(consultations.asked).toEqual(usual);
  });

  it('says what went wrong', async () => {
    memory.failing.set('itemsList', problem('damaged'));
    await items.load();
    expect(items.problem?.code).toBe('damaged');
  });
});

describe('the search', () => {
  it('says why nothing could be searched, until the next search', async () => {
    const { itemsSearch } = memory;
    memory.itemsSearch = () => Promise.reject(problem('damaged'));
    await items.find('lãnh sự');
    expect(items.problem?.code).toBe('damaged');
    memory.itemsSearch = itemsSearch;
    await items.find('lãnh sự');
    expect(items.problem).toBeNull();
  });

  it('leaves nothing to be read that is not among what was found or asked for', async () => {
    await items.load();
    await items.choose(0);
    const title = items.chosen?.row.title;
    for (const text of ['dong tau', 'không có ở đâu cả']) {
      await items.find(text);
      expect(items.read).toBeNull();
    }
    await items.find('');
    expect(items.read?.row.title).toBe(title);
    await items.find('dong tau');
    await items.choose(0);
    expect(items.read?.row.title).toContain('đóng tàu');
    await items.find('');
    expect(items.read?.row.title).toContain('đóng tàu');

    await items.ask({ state: 'scheduled' });
    expect([items.length, items.read]).toEqual([1, null]);
    await items.choose(0);
    expect(items.read?.row.title).toContain('học bổng');
    await items.ask({ kind: 'page' });
    expect([items.length, items.read]).toEqual([0, null]);
    await items.clear();
    expect(items.read?.row.title).toContain('học bổng');
  });

  it('finds without accents while it is typed, and an empty search shows the list', async () => {
    await items.load();
    await items.find('dong tau');
    expect(titles()).toEqual(['Người giữ nghề đóng tàu bên cửa biển Sa Huỳnh']);
    await items.find('  ');
    expect(items.hits).toBeNull();
    expect(items.length).toBeGreaterThan(5);
  });

  it('finds what the filter leaves out, with its own state, kind and time', async () => {
    await items.ask({ state: 'returned' });
    await items.find('nuoc sach');
    expect(entries()[0]?.row).toMatchObject({ state: 'published', updated: '2026-11-16T15:00:00+07:00' });
    await items.find('quy che');
    expect(entries().map(({ row }) => row.kind)).toEqual(['consultation']);
  });

  it('stays while the list is read again beside it', async () => {
    await items.load();
    const searching = items.find('dong tau');
    await Promise.all([items.load(), searching]);
    expect(items.length).toBe(1);
    const shown = memory.shown.get(entries()[0]?.row.edition ?? '');
    if (shown) memory.shown.set(shown.row.edition, { ...shown, row: { ...shown.row, state: 'submitted' } });
    await items.load();
    expect(entries()[0]?.row.state).toBe('submitted');
  });

  it('has one entry an item, which knows both editions and in which the words stand', async () => {
    await items.find('champasak');
    const [one, ...others] = entries();
    expect(others).toEqual([]);
    expect(one?.english?.lang).toBe('en');
    expect(one && opens(one)).toEqual(one?.row);
    await items.find('discuss cooperation');
    const [same] = entries();
    expect([same?.item, same?.row.lang]).toEqual([one?.item, 'vi']);
    expect(same && opens(same)).toEqual(same?.english);
  });

  it('says where more was found than it shows', async () => {
    await items.find('thong bao');
    expect([items.length, items.more]).toEqual([2, false]);
    const hits = await memory.itemsSearch('thong bao', 10);
    memory.itemsSearch = async (_, limit) => Array.from({ length: limit }, () => hits[0] as Hit);
    await items.find('thong');
    expect([items.length, items.more]).toEqual([FOUND, true]);
  });
});

describe('a long list', () => {
  it('finds the place of an edition by its time', async () => {
    const many = withMany(1_000);
    const [shown] = [...memory.shown.values()];
    memory.itemsShow = async () => ({ ...(shown as Shown), row: many[720] as Row });
    memory.itemsOutline = async (_, since) => ({ total: 1_000, since: since.length === 1 ? [721] : [0, 0] });
    await items.load();
    await items.seek('i720:vi');
    expect([items.at, items.chosen?.item]).toEqual([720, 'i720']);
  });

  it('what is chosen stays chosen when it moves', async () => {
    await items.load();
    await items.choose(3);
    const edition = items.chosen?.row.edition ?? '';
    const shown = memory.shown.get(edition);
    if (shown)
      memory.shown.set(edition, {
        ...shown,
        row: { ...shown.row, title: 'Đổi', updated: '2026-11-24T14:05:00+07:00' },
      });
    await items.load();
    expect([items.at, items.chosen?.row.title]).toEqual([0, 'Đổi']);
  });

  it('keeps the answer to the newest question, though an older answer comes later', async () => {
    const answers: ((entries: Item[]) => void)[] = [];
    memory.itemsList = () => new Promise((answer) => answers.push(answer));
    const [older, newer] = [items.load(), items.ask({ state: 'draft' })];
    const entry = (at: number): Item => ({ row: rows()[at] as Row, english: null, updated: NOW });
    answers[1]?.([entry(1)]);
    answers[0]?.([entry(0)]);
    await Promise.all([older, newer]);
    expect(items.entry(0)?.item).toBe(rows()[1]?.item);
  });
});

describe('the ring of an edition', () => {
  const row = rows_();
  function rows_(): Row {
    return [...new MemoryDesk().shown.values()][0]?.row as Row;
  }
  it('is that of what happens next', () =>
    expect(glyphOf({ ...row, state: 'published', pending: 'submitted' })).toBe('submitted'));
  it('of a page that is online is not that of the draft beside it', () =>
    expect(glyphOf({ ...row, state: 'published', pending: 'draft' })).toBe('published'));
  it('tells first that the English is behind', () =>
    expect(glyphOf({ ...row, state: 'published', out_of_date: true })).toBe('stale'));
  it('of a state of a later version is that of a draft', () =>
    expect(glyphOf({ ...row, state: 'embargoed' })).toBe('draft'));
  it('of a text that is written is that of a draft, whatever stands beside it', () => {
    const live = { ...row, draft: true, state: 'published' as const };
    expect([live, { ...live, draft: false }].map((row) => glyphOfDraft(row))).toEqual(['draft', 'published']);
    expect(glyphOfDraft({ ...live, draft: false }, true)).toBe('draft');
    expect(glyphOfDraft({ ...live, state: 'returned' })).toBe('returned');
  });
});

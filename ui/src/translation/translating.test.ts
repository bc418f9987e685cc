import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryDesk } from '../../testing/memory';
import type { Row, Translating as Found } from '../ipc';
import { shownOf, Translating } from './translating.svelte';

let memory: MemoryDesk;
let translating: Translating;
beforeEach(() => {
  memory = new MemoryDesk();
  translating = new Translating(memory);
});

function change(edition: string, row: Partial<Row>): void {
  const shown = memory.shown.get(edition);
  if (shown) memory.shown.set(edition, { ...shown, row: { ...shown.row, ...row } });
}
const english = () => [...memory.shown.keys()].find((edition) => edition.endsWith(':en')) ?? '';

describe('what there is to do in English', () => {
  it('stands by what it needs, the oldest first', async () => {
    await translating.load();
    expect(translating.groups.map(({ need }) => need)).toEqual(['begin', 'go_on']);
    const times = Array.from({ length: translating.groups[0]?.count ?? 0 }, (_, at) =>
      Date.parse(translating.entry(at)?.row.updated ?? ''),
    );
    expect(times.length).toBeGreaterThan(3);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(translating.entry(translating.length - 1)?.english?.edition).toBe(english());
  });

  it('shows the English where there is one, else the text it is made from', async () => {
    await translating.load();
    const [first, last] = [translating.entry(0), translating.entry(translating.length - 1)];
    expect(first && shownOf(first)).toBe(first?.row.edition);
    expect(last && shownOf(last)).toBe(english());
  });

  it('is sought where one left off, and followed when it moves', async () => {
    await translating.load();
    await translating.seek(english());
    expect(translating.at).toBe(translating.length - 1);
    change(english(), { out_of_date: true });
    await translating.load();
    expect(translating.groups.map(({ need }) => need)).toEqual(['begin', 'update']);
    expect(translating.chosen?.english?.out_of_date).toBe(true);
    await translating.seek('gone:vi');
    expect(translating.at).toBe(0);
  });

  it('goes on to what comes next when something is done', async () => {
    await translating.load();
    await translating.choose(0);
    const [done, next] = [translating.entry(0), translating.entry(1)];
    change(done?.row.edition ?? '', { state: 'withdrawn' });
    await translating.load();
    expect(translating.chosen?.item).toBe(next?.item);
  });

  it('of many, fetches what comes near the eye and nothing twice', async () => {
    const [row] = [...memory.shown.values()].map((shown) => shown.row);
    const asked: number[] = [];
    memory.translatingCounts = async () => [{ need: 'begin', count: 1_000 }];
    memory.translatingList = async (offset, limit) => {
      asked.push(offset);
      const of = (at: number): Found => ({ source: { ...(row as Row), item: `i${at}` }, english: null, need: 'begin' });
      return Array.from({ length: limit }, (_, n) => of(offset + n));
    };
    await translating.load();
    await translating.near(550, 560);
    await translating.near(555, 565);
    expect(asked).toEqual([0, 500]);
    expect((await translating.choose(705))?.item).toBe('i705');
  });

  it('says what went wrong', async () => {
    memory.failing.set('translatingList', { code: 'damaged', message: '', retry: false, checks: [] });
    await translating.load();
    expect([translating.problem?.code, translating.loaded]).toEqual(['damaged', true]);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import type { Row } from '../ipc';
import { shownOf, ToTranslate } from './toTranslate.svelte';

let memory: MemoryDesk;
let toTranslate: ToTranslate;
beforeEach(() => {
  memory = new MemoryDesk();
  toTranslate = new ToTranslate(memory);
});

function change(edition: string, row: Partial<Row>): void {
  const shown = memory.shown.get(edition);
  if (shown) memory.shown.set(edition, { ...shown, row: { ...shown.row, ...row } });
}
const english = () => [...memory.shown.keys()].find((edition) => edition.endsWith(':en')) ?? '';

describe('what there is to do in English', () => {
  it('stands by what it needs, the oldest first', async () => {
    await toTranslate.load();
    expect(toTranslate.groups.map(({ need }) => need)).toEqual(['begin', 'go_on']);
    const times = Array.from({ length: toTranslate.groups[0]?.count ?? 0 }, (_, at) =>
      Date.parse(toTranslate.entry(at)?.row.updated ?? ''),
    );
    expect(times.length).toBeGreaterThan(3);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(toTranslate.entry(toTranslate.length - 1)?.english?.edition).toBe(english());
  });

  it('shows the English where there is one, else the text it is made from', async () => {
    await toTranslate.load();
    const [first, last] = [toTranslate.entry(0), toTranslate.entry(toTranslate.length - 1)];
    expect(first && shownOf(first)).toBe(first?.row.edition);
    expect(last && shownOf(last)).toBe(english());
  });

  it('is sought where one left off, and followed when it moves', async () => {
    await toTranslate.load();
    await toTranslate.seek(english());
    expect(toTranslate.at).toBe(toTranslate.length - 1);
    change(english(), { out_of_date: true });
    await toTranslate.load();
    expect(toTranslate.groups.map(({ need }) => need)).toEqual(['begin', 'update']);
    expect(toTranslate.chosen?.english?.out_of_date).toBe(true);
    await toTranslate.seek('gone:vi');
    expect(toTranslate.at).toBe(0);
  });

  it('goes on to what comes next when something is done', async () => {
    await toTranslate.load();
    await toTranslate.choose(0);
    const [done, next] = [toTranslate.entry(0), toTranslate.entry(1)];
    change(done?.row.edition ?? '', { state: 'withdrawn' });
    await toTranslate.load();
    expect(toTranslate.chosen?.item).toBe(next?.item);
  });

  it('says what went wrong', async () => {
    memory.failing.set('translatingList', problem('damaged'));
    await toTranslate.load();
    expect([toTranslate.problem?.code, toTranslate.loaded]).toEqual(['damaged', true]);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { consulted } from '../../testing/consulted';
import { problem } from '../../testing/desk/state';
import type { MemoryDesk } from '../../testing/memory';
import { NOW } from '../../testing/sample';
import { Desk } from '../frame/desk.svelte';
import { passagesOf } from '../document/passages';
import { Consultations } from './consultations.svelte';
import { Said } from './said.svelte';
import { gone, longStand, shortLeft, shortStand, standingOf } from './stand';

const now = new Date(NOW);
let memory: MemoryDesk;
let desk: Desk;
let all: Consultations;
beforeEach(async () => {
  memory = consulted();
  desk = new Desk(memory);
  (await desk.start())();
  desk.now = now;
  all = new Consultations(desk);
  await all.load();
});

const titles = () => all.rows.map(({ row }) => row.title.replace('Dự thảo ', '').split(' ').slice(0, 2).join(' '));

describe('the consultations', () => {
  it('stand by how they stand, the one that closes first before the others', () => {
    expect(all.groups.map(({ standing, rows }) => [standing, rows.length])).toEqual([
      ['open', 2],
      ['coming', 2],
      ['closed', 1],
    ]);
    expect(titles()).toEqual(['Quy trình', 'Quy chế', 'Kế hoạch', 'Đề án', 'Quy định']);
    expect(all.rows.map((one) => shortStand(one, now, 'vi'))).toEqual([
      'ngày cuối',
      'còn 26 ngày',
      'mở 01/12',
      'chưa có hạn',
      'đóng 10/11',
    ]);
  });

  it('say in a sentence how they stand', () => {
    expect(all.rows.map((one) => longStand(one, now, 'vi'))).toEqual([
      'Đang lấy ý kiến, hôm nay là ngày cuối.',
      'Đang lấy ý kiến, còn 26 ngày.',
      'Chưa mở, bắt đầu nhận góp ý ngày 01/12/2026.',
      'Chưa ghi đủ ngày bắt đầu và hạn góp ý.',
      'Đã đóng, nhận góp ý đến hết ngày 10/11/2026.',
    ]);
    const [open] = all.rows;
    if (!open) throw new Error();
    expect(longStand(open, new Date('2026-11-23T12:00:00+07:00'), 'en')).toBe('Open, 1 day left.');
    const draft = { ...open, row: { ...open.row, state: 'approved' } };
    expect([standingOf(draft, now), longStand(draft, now, 'vi')]).toEqual([
      'coming',
      'Đã đến ngày bắt đầu 01/11/2026, nhưng chưa đăng nên chưa ai góp ý được.',
    ]);
    const late = { ...draft, closes: '2026-11-20T00:00:00+07:00' };
    expect([standingOf(late, now), shortStand(late, now, 'vi'), longStand(late, now, 'vi')]).toEqual([
      'coming',
      'quá hạn 19/11',
      'Hạn góp ý 19/11/2026 đã qua mà chưa đăng. Ghi hạn khác trước khi đăng.',
    ]);
    expect(standingOf({ ...late, row: { ...late.row, state: 'withdrawn' } }, now)).toBe('closed');
    expect([gone(open, new Date('2026-10-01')), gone({ ...open, closes: null }, now)]).toEqual([0, 0]);
    expect(gone(open, now)).toBeCloseTo(23.58 / 24, 1);
    // It closes with the midnight that ends the 25th.
    expect(shortLeft('2026-11-25T17:00:00Z', now, 'vi')).toBe('còn 1 ngày');
    expect(standingOf(open, new Date('2026-11-24T23:59:59+07:00'))).toBe('open');
    expect(standingOf(open, new Date('2026-11-25T00:00:00+07:00'))).toBe('closed');
  });

  it('begin with the first, keep what is read, and find', async () => {
    expect([all.at, desk.reading]).toEqual([0, all.rows[0]?.row.edition]);
    all.choose(1);
    await all.load();
    expect(all.at).toBe(1);
    await all.find('kiều bào');
    expect([titles(), all.at, all.chosen?.row.title]).toEqual([
      ['Kế hoạch'],
      -1,
      'Dự thảo Quy chế quản lý thống nhất hoạt động đối ngoại trên địa bàn tỉnh',
    ]);
    await all.find('');
    expect(all.rows).toHaveLength(5);
  });

  it('open to be written, or to be chosen where there is a fork', async () => {
    await all.open(2);
    expect(desk.writing).toBe(all.rows[2]?.row.edition);
    await all.add();
    expect(memory.shown.get(desk.writing ?? '')?.row.kind).toBe('consultation');
  });

  it('tell why they cannot be read', async () => {
    memory.failing.set('consultations', problem('damaged'));
    await all.load();
    expect([all.problem?.code, all.rows.length]).toEqual(['damaged', 5]);
    await all.load();
    expect(all.problem).toBeNull();
  });

  it('open in the language they are read in', async () => {
    const [first] = all.rows;
    if (!first) throw new Error();
    all.all = [{ ...first, english: { ...first.row, edition: 'a:en', lang: 'en' } }];
    desk.reading = 'a:en';
    await all.open(0);
    expect([desk.writing, desk.reading]).toEqual(['a:en', 'a:en']);
  });

  it('say why one does not open or is not made, until it is tried again', async () => {
    const refused = problem('disk_full');
    desk.leaving.before(() => Promise.reject(refused));
    await all.open(0);
    expect([all.problem?.code, desk.writing]).toEqual(['disk_full', null]);
    // What is read again meanwhile does not take it away.
    await all.load();
    expect(all.problem?.code).toBe('disk_full');
    desk.leaving.before(null);
    await all.open(0);
    expect([all.problem, desk.writing]).toEqual([null, all.rows[0]?.row.edition]);
    const { itemsNew } = memory;
    memory.itemsNew = () => Promise.reject(refused);
    await all.add();
    expect(all.problem?.code).toBe('disk_full');
    memory.itemsNew = itemsNew;
    await all.add();
    expect(all.problem).toBeNull();
  });

  it('say why nothing could be searched, until the next search', async () => {
    const { itemsSearch } = memory;
    memory.itemsSearch = () => Promise.reject(problem('indexing'));
    await all.find('kiều bào');
    expect([all.problem?.code, all.found]).toEqual(['indexing', null]);
    memory.itemsSearch = itemsSearch;
    await all.find('kiều bào');
    expect([all.problem, titles()]).toEqual([null, ['Kế hoạch']]);
  });

  it('show how much was written to each', () => {
    const [first, , , draft] = all.rows;
    if (!first || !draft) throw new Error();
    expect(all.entry(first).said).toBe('5 góp ý · Phòng Lãnh sự');
    expect(all.last(all.entry(draft))).toBe('chưa có hạn');
  });
});

describe('what the public wrote', () => {
  const blocks = () => memory.first(({ kind }) => kind === 'consultation').document.blocks;
  const said = () =>
    new Said(
      () => memory.said ?? [],
      () => passagesOf(blocks()),
    );
  const numbers = (of: Said) => of.list.map(({ comment }) => Number(comment.receipt.slice(6, 7)));

  it('stands newest first, or by passage with the whole last', () => {
    const all = said();
    expect(numbers(all)).toEqual([4, 2, 3, 1, 5]);
    all.order = 'passage';
    expect(numbers(all)).toEqual([1, 2, 5, 4, 3]);
  });

  it('is anchored to its passage, and says where that is gone', () => {
    const all = said();
    const of = (n: number) => all.list.find(({ comment }) => comment.receipt.includes(`000${n}`));
    expect(of(1)?.passage).toBe('Điều 1. Phạm vi điều chỉnh');
    expect([of(3)?.passage, of(3)?.gone]).toEqual([null, true]);
    expect([of(4)?.passage, of(4)?.gone]).toEqual([null, false]);
    const [, second] = blocks() ?? [];
    expect([all.count(second?.id ?? ''), all.count('none')]).toEqual([2, 0]);
  });

  it('is walked from one to the next, and found from its passage', () => {
    const all = said();
    all.step(1);
    expect([all.chosen?.comment.receipt, all.block]).toEqual(['GY-0004-7Q', null]);
    all.step(1);
    expect(all.block).toBe(blocks()?.[1]?.id);
    all.step(-5);
    expect(all.chosen?.comment.receipt).toBe('GY-0004-7Q');
    all.pick(blocks()?.[0]?.id ?? '');
    expect(all.chosen?.comment.receipt).toBe('GY-0001-7Q');
    all.pick('none');
    expect(all.chosen?.comment.receipt).toBe('GY-0001-7Q');
    all.step(9);
    expect(all.chosen?.comment.receipt).toBe('GY-0005-7Q');
  });

  it('may be nothing at all', () => {
    const none = new Said(
      () => [],
      () => [],
    );
    none.step(1);
    expect([none.list, none.chosen, none.block]).toEqual([[], null, null]);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { ME } from '../../testing/sample';
import { Desk } from '../frame/desk.svelte';
import { Reading } from './reading.svelte';

let memory: MemoryDesk;
let desk: Desk;
beforeEach(async () => {
  memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.refresh();
});

function of(title: string, lang: string): Reading {
  return new Reading(desk, memory.first((row) => row.lang === lang && row.title.includes(title)).row);
}

async function read(title: string, lang = 'vi'): Promise<Reading> {
  const reading = of(title, lang);
  await reading.read();
  return reading;
}

describe('an edition that is read', () => {
  it('can be written on, in either language', async () => {
    const vietnamese = await read('Champasak');
    const english = await read('Champasak', 'en');
    await english.write();
    expect(desk.writing).toBe(english.edition);
    await vietnamese.write();
    expect(desk.writing).toBe(vietnamese.edition);
  });

  it('in Vietnamese without an English edition can be given one', async () => {
    const reading = await read('học bổng');
    expect(reading.mayBegin).toBe(true);
    await reading.translate();
    expect(desk.writing).toBe(`${reading.row.item}:en`);
    expect(memory.segments.get(desk.writing ?? '')?.map(({ state }) => state)).toEqual(['initial', 'initial']);
  });

  it('says why it cannot be translated: nobody was shown it, or the role is missing', async () => {
    const reading = await read('tập huấn');
    await reading.translate();
    expect([reading.problem?.code, desk.writing]).toEqual(['not_shared', null]);
    memory.roles = [];
    await desk.refresh();
    await reading.translate();
    expect(reading.problem?.code).toBe('may_not_translate');
  });

  it('says why it does not open to be written, also after it was read again, until it is tried again', async () => {
    const reading = await read('Champasak');
    desk.leaving.before(() => Promise.reject(problem('disk_full')));
    await reading.write();
    await reading.read();
    expect([reading.problem?.code, desk.writing]).toEqual(['disk_full', null]);
    desk.leaving.before(null);
    await reading.write();
    expect([reading.problem, desk.writing]).toEqual([null, reading.edition]);
  });

  it('is not translated twice: one goes on with what there is', async () => {
    const found = [...memory.shown.values()].filter(({ row }) => row.title.includes('Champasak'));
    const [vietnamese, english] = found.map(({ row }) => row);
    if (!vietnamese || !english) throw new Error('not there');
    expect(new Reading(desk, vietnamese, english).mayBegin).toBe(false);
    expect(new Reading(desk, english, vietnamese).mayBegin).toBe(false);
    await new Reading(desk, vietnamese, english).translate();
    expect(desk.writing).toBe(english.edition);
  });

  it('hears keys before it is read, by what the list knows', async () => {
    const reading = of('Champasak', 'vi');
    expect(reading.decides).toBe(true);
    await reading.write();
    expect(desk.writing).toBe(reading.edition);
  });

  it('is decided by those who may and did not hand it in', async () => {
    const reading = await read('Champasak');
    expect([reading.decides, reading.mine]).toEqual([true, false]);
    const shown = memory.shown.get(reading.edition);
    if (shown) memory.shown.set(reading.edition, { ...shown, submitted_by: ME });
    await reading.read();
    expect([reading.decides, reading.mine]).toEqual([false, true]);
    await reading.takeBack();
    await reading.read();
    expect([reading.inReview, reading.mine]).toEqual([false, false]);
  });

  it('hears what the public wrote, though its text did not change', async () => {
    const reading = await read('Quy chế');
    expect(reading.comments).toHaveLength(1);
    const [first] = reading.comments;
    memory.comments = async () => (first ? [first, { ...first, comment: 'x' }] : []);
    await reading.hear();
    expect(reading.comments).toHaveLength(2);
    expect((await read('nước sạch')).comments).toEqual([]);
  });

  it('says what went wrong', async () => {
    memory.failing.set('itemsShow', problem('erased'));
    expect((await read('Champasak')).problem?.code).toBe('erased');
  });

  it('opens its page where it is published, and says where that fails', async () => {
    const draft = await read('Champasak');
    await draft.openPage();
    expect(memory.pagesOpened).toEqual([]);
    const shown = memory.shown.get(draft.edition);
    if (shown) memory.shown.set(draft.edition, { ...shown, url: 'https://songoaivu.example.vn/vi/a-0abc' });
    await draft.read();
    await draft.openPage();
    expect(memory.pagesOpened).toEqual(['https://songoaivu.example.vn/vi/a-0abc']);
    memory.failing.set('pageOpen', problem('no_browser'));
    await draft.openPage();
    expect([draft.desk.problem?.code, draft.desk.unopened]).toEqual([
      'no_browser',
      'https://songoaivu.example.vn/vi/a-0abc',
    ]);
  });

  it('is shown to the board as the draft it is, where it has not seen it', async () => {
    const draft = await read('120 cán bộ');
    expect(draft.mayShare).toBe(true);
    await draft.share();
    await draft.read();
    expect([draft.mayShare, draft.row.state]).toEqual([false, 'draft']);
    memory.joined = false;
    await desk.refresh();
    expect((await read('120 cán bộ')).mayShare).toBe(false);
  });
});

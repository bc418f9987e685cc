import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { arrived } from '../../testing/arrived';
import { Writing } from '../editor/writing.svelte';
import { Desk } from '../frame/desk.svelte';
import { Reading } from '../items/reading.svelte';
import { Arriving } from './arriving.svelte';

let memory: MemoryDesk;
let desk: Desk;
let edition: string;
beforeEach(async () => {
  memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.start();
  edition = memory.first(({ state }) => state === 'returned').row.edition;
});
const base = () => memory.shown.get(edition)?.base ?? null;
async function open(): Promise<Arriving> {
  const arriving = new Arriving(desk, edition);
  await arriving.begin(base());
  return arriving;
}

describe('a revision that another made', () => {
  it('is told once it arrives, with what it is compared with, until it was seen', async () => {
    const arriving = await open();
    expect(arriving.arrival).toBeNull();
    const before = base();
    const newest = arrived(memory, edition);
    await arriving.look();
    expect(arriving.arrival).toEqual({ is: 'newer', newest, from: before });
    arriving.seen();
    expect(arriving.arrival).toBeNull();
    memory.newest.set(edition, { ...newest, revision: 'd9'.repeat(32) });
    await arriving.look();
    expect(arriving.arrival?.is).toBe('newer');
  });

  it('says that another is writing where it was shown to the members', async () => {
    const arriving = await open();
    arrived(memory, edition, { shown_only: true, at_work: true });
    await arriving.look();
    expect(arriving.arrival?.is).toBe('at_work');
  });

  it('says that another has submitted a newer one of mine, also where that one is read', async () => {
    const newest = arrived(memory, edition, { replaced: 'a1'.repeat(32) });
    const arriving = new Arriving(desk, edition);
    await arriving.begin(newest.revision);
    expect(arriving.arrival).toMatchObject({ is: 'replaced', from: 'a1'.repeat(32) });
  });

  it('is nothing to tell where it is mine, or is what is read', async () => {
    const newest = arrived(memory, edition);
    const arriving = new Arriving(desk, edition);
    await arriving.begin(newest.revision);
    expect(arriving.arrival).toBeNull();
    memory.newest.set(edition, { ...newest, revision: 'd9'.repeat(32), mine: true });
    await arriving.look();
    expect(arriving.arrival).toBeNull();
  });

  it('stays quiet where it cannot be asked', async () => {
    const arriving = await open();
    memory.failing.set('itemsNewest', problem('not_found'));
    await arriving.look();
    expect(arriving.arrival).toBeNull();
  });
});

describe('while a text is open', () => {
  it('the words being written stay, with what is typed after, and opening made no version', async () => {
    const writing = new Writing(desk, edition);
    await writing.load();
    let replaced = 0;
    writing.replace = () => void (replaced += 1);
    expect(memory.saves).toEqual([]);
    arrived(memory, edition);
    await desk.refresh();
    writing.setTitle('Viết tiếp');
    await writing.flush();
    expect([replaced, writing.merged, writing.title]).toEqual([0, false, 'Viết tiếp']);
    expect(memory.saves.map(({ text }) => text.title)).toEqual(['Viết tiếp']);
    writing.stop();
  });

  it('the words being read stay until the newer are asked for', async () => {
    const row = memory.shown.get(edition)?.row;
    if (!row) throw new Error('not there');
    const reading = new Reading(desk, row);
    await reading.read();
    const words = reading.shown?.document;
    arrived(memory, edition);
    await reading.read();
    expect(reading.shown?.document).toEqual(words);
    expect(reading.arriving.arrival?.is).toBe('newer');
    await reading.readNewer();
    expect(reading.shown?.document).not.toEqual(words);
    expect(reading.arriving.arrival).toBeNull();
  });
});

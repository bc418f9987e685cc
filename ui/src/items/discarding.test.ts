import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { Desk } from '../frame/desk.svelte';
import { Discarding } from './discarding.svelte';
import { Reading } from './reading.svelte';

let memory: MemoryDesk;
let desk: Desk;
let edition: string;
beforeEach(async () => {
  memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.refresh();
  edition = memory.titled('Kết quả công tác').row.edition;
});

/** The published text is written on, and read. */
async function written(): Promise<{ reading: Reading; discarding: Discarding }> {
  const { summary, fields, document, base } = memory.of(edition);
  await memory.draftSave(edition, base, { title: 'Kết quả đã sửa', summary, fields, document });
  const reading = new Reading(desk, memory.of(edition).row);
  await reading.read();
  return { reading, discarding: new Discarding(reading) };
}

describe('a draft above a revision', () => {
  it('is discarded: the revision is read again, and told of', async () => {
    const { reading, discarding } = await written();
    expect(discarding.may).toBe(true);
    await discarding.discard();
    expect([reading.row.draft, reading.row.title]).toEqual([false, expect.stringContaining('Kết quả công tác')]);
    expect(discarding.done?.revision).toBe(reading.row.revision);
    expect(discarding.may).toBe(false);
  });

  it('comes back as it was', async () => {
    const { reading, discarding } = await written();
    await discarding.discard();
    await discarding.restore();
    expect([reading.row.draft, reading.row.title, discarding.done]).toEqual([true, 'Kết quả đã sửa', null]);
  });

  it('of an older revision does not come back over the newer one from here', async () => {
    const { reading, discarding } = await written();
    const shown = memory.of(edition);
    memory.shown.set(edition, { ...shown, row: { ...shown.row, revision: 'b7'.repeat(32) } });
    await reading.read();
    await discarding.discard();
    expect(discarding.done?.snapshot).toBeNull();
    await discarding.restore();
    expect(memory.of(edition).row.draft).toBe(false);
  });

  it('stays where it cannot be discarded, and that is said', async () => {
    const { reading, discarding } = await written();
    memory.failing.set('draftDiscard', problem('disk_full'));
    await discarding.discard();
    expect([discarding.problem?.code, reading.row.draft, discarding.done]).toEqual(['disk_full', true, null]);
  });

  it('is none where nothing was handed in or shown, nor in a fork', async () => {
    const reading = new Reading(desk, memory.first(({ draft, revision }) => draft && !revision).row);
    await reading.read();
    expect(new Discarding(reading).may).toBe(false);
    await written();
    memory.shown.set(edition, { ...memory.of(edition), row: { ...memory.of(edition).row, fork: true } });
    const fork = new Reading(desk, memory.of(edition).row);
    await fork.read();
    expect(new Discarding(fork).may).toBe(false);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { NOW, samples } from '../../testing/sample';
import type { Row } from '../ipc';
import { entryAlone, type Entry } from './entries';
import { PagedList } from './pagedList.svelte';

const [sample] = samples();
const entryAt = (at: number): Entry => entryAlone({ ...(sample?.row as Row), edition: `i${at}:vi`, updated: NOW });

class Thousands extends PagedList {
  count = $state(0);
  length = $derived(this.count);
  asked: number[] = [];
  failing = false;
  /** What the length is waited for. */
  measured = Promise.resolve();

  protected async fetch(offset: number, limit: number): Promise<Entry[]> {
    this.asked.push(offset);
    if (this.failing) throw new Error('the disk is gone');
    return Array.from({ length: limit }, (_, n) => entryAt(offset + n));
  }
  protected async outline(): Promise<() => void> {
    const { measured } = this;
    await measured;
    return () => (this.count = 100_000);
  }
  begin(): Promise<void> {
    return this.beginBy((first) => (this.count = first.length));
  }
  another(): void {
    this.toBeginning();
  }
  protected follow(): void {
    this.at = this.placeOf(this.chosen?.row.edition ?? null);
  }
}

/** What is waited for until it is opened. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

let list: Thousands;
beforeEach(async () => {
  list = new Thousands();
  await list.load();
});

describe('a list known by pages', () => {
  it('fetches what comes near the eye, and nothing twice', async () => {
    expect(list.entry(50_000)).toBeUndefined();
    await Promise.all([list.near(50_000, 50_020), list.near(50_010, 50_030)]);
    expect(list.entry(50_000)?.item).toBe('i50000:vi');
    expect(list.asked).toEqual([0, 50_000]);
    await list.near(50_095, 50_105);
    expect(list.asked).toEqual([0, 50_000, 50_100]);
  });

  it('reads again the beginning and what is looked at', async () => {
    await list.near(550, 560);
    await list.near(850, 860);
    await list.load();
    expect([0, 555, 855].map((at) => list.entry(at)?.item)).toEqual(['i0:vi', undefined, 'i855:vi']);
  });

  it('shows its first page before it is known how long it is', async () => {
    const measuring = gate();
    list = new Thousands();
    list.measured = measuring.opened;
    await list.begin();
    expect([list.loaded, list.length, list.entry(99)?.item]).toEqual([true, 100, 'i99:vi']);
    measuring.open();
    await expect.poll(() => list.length).toBe(100_000);
  });

  it('shows a reading though a newer one is under way, but not once that is shown, nor of another list', async () => {
    const measuring = gate();
    list.measured = measuring.opened;
    list.count = 0;
    const [first, second] = [list.load(), list.load()];
    list.measured = Promise.resolve();
    await list.load();
    expect(list.length).toBe(100_000);
    list.count = 7;
    measuring.open();
    await Promise.all([first, second]);
    expect(list.length).toBe(7);

    const slow = gate();
    const early = list.load();
    list.measured = slow.opened;
    const late = list.load();
    await early;
    expect(list.length).toBe(100_000);
    list.another();
    list.count = 7;
    slow.open();
    await late;
    expect(list.length).toBe(7);
  });

  it('asks for nothing beyond its end', async () => {
    await list.near(99_990, 100_100);
    expect(list.asked).toEqual([0, 99_900]);
  });

  it('chooses by place, also what is not known yet', async () => {
    expect((await list.choose(999))?.item).toBe('i999:vi');
    await list.load();
    expect(list.at).toBe(999);
  });

  it('says what went wrong, until it goes well again', async () => {
    list.failing = true;
    await list.near(500, 510);
    expect(list.problem?.message).toContain('the disk is gone');
    list.failing = false;
    await list.near(500, 510);
    expect(list.problem).toBeNull();
    list.failing = true;
    await list.load();
    expect(list.problem).not.toBeNull();
    list.failing = false;
    await list.load();
    expect([list.problem, list.loaded]).toEqual([null, true]);
  });
});

import { describe, expect, it } from 'vitest';
import { Leaving } from './leaving.svelte';

describe('going elsewhere', () => {
  it('waits for nothing where nothing is written', async () => {
    const gone: string[] = [];
    await new Leaving().onceSaved(() => void gone.push('review'));
    expect(gone).toEqual(['review']);
  });

  it('is held up where the words are not on disk, and goes on once they are given up', async () => {
    const leaving = new Leaving();
    const gone: string[] = [];
    leaving.before(async () => false);
    await leaving.onceSaved(() => void gone.push('review'));
    expect([gone.length, leaving.held !== null]).toEqual([0, true]);
    await leaving.giveUp();
    expect([gone, leaving.held]).toEqual([['review'], null]);
    await leaving.onceSaved(() => void gone.push('items'));
    expect(gone).toEqual(['review', 'items']);
  });

  it('says so while something goes on', async () => {
    const leaving = new Leaving();
    let done: ((saved: boolean) => void) | undefined;
    leaving.before(() => new Promise((resolve) => (done = resolve)));
    const gone = leaving.onceSaved(() => undefined);
    expect(leaving.waits).toBe(true);
    done?.(true);
    await gone;
    expect(leaving.waits).toBe(false);
  });

  it('waits for the view that came last, whatever the one before it ends afterwards', async () => {
    const leaving = new Leaving();
    const end = leaving.before(async () => true);
    leaving.before(async () => false);
    end();
    await leaving.onceSaved(() => undefined);
    expect(leaving.held).not.toBeNull();
  });

  it('is forgotten by who stays', async () => {
    const leaving = new Leaving();
    const gone: string[] = [];
    leaving.before(async () => false);
    await leaving.onceSaved(() => void gone.push('review'));
    leaving.stay();
    await leaving.giveUp();
    expect(gone).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { Trouble } from './trouble.svelte';

const refused = (code: string) => () => Promise.reject({ code, message: '', retry: false, checks: [] });
const done = () => Promise.resolve();

describe('what went wrong', () => {
  it('with an act stands while all is read again, until the next act', async () => {
    const trouble = new Trouble();
    expect(await trouble.act(refused('no_right'))).toBe(false);
    expect(await trouble.read(done)).toBe(true);
    expect(trouble.problem?.code).toBe('no_right');
    expect(await trouble.act(done)).toBe(true);
    expect(trouble.problem).toBeNull();
  });

  it('with a reading stands until it is read, whatever is done meanwhile', async () => {
    const trouble = new Trouble();
    expect(await trouble.read(refused('damaged'))).toBe(false);
    await trouble.act(refused('no_right'));
    expect(trouble.problem?.code).toBe('no_right');
    await trouble.act(done);
    expect(trouble.problem?.code).toBe('damaged');
    await trouble.read(done);
    expect(trouble.problem).toBeNull();
  });

  it('is told of no more once it was seen', async () => {
    const trouble = new Trouble();
    await trouble.read(refused('damaged'));
    await trouble.act(refused('no_right'));
    trouble.seen();
    expect(trouble.problem).toBeNull();
  });

  it('an act that is tried again is told of no more', async () => {
    const trouble = new Trouble();
    await trouble.act(refused('no_right'));
    const again = trouble.act(() => new Promise<void>((tell) => setTimeout(tell)));
    expect(trouble.problem).toBeNull();
    await again;
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { RETURNED, withComparison } from '../../testing/compared';
import { problem } from '../../testing/desk/state';
import type { MemoryDesk } from '../../testing/memory';
import { ME } from '../../testing/sample';
import type { Act, Shown } from '../ipc';
import { baseOf, Comparison } from './comparison.svelte';

let desk: MemoryDesk;
let shown: Shown;
let comparison: Comparison;
const revision = 'a3'.repeat(32);
beforeEach(() => {
  const made = withComparison();
  desk = made.desk;
  const found = desk.shown.get(made.edition);
  if (!found) throw new Error('not there');
  shown = found;
  comparison = new Comparison(desk);
  comparison.view = 'changes';
});

describe('what a text is compared with', () => {
  const act = (what: string, revision: string, by = 'b'): Act => ({ at: what, by, what, revision, note: null });

  it('is what is live, before all else', () =>
    expect(baseOf({ ...shown.row, published_revision: 'p' }, revision, [act('returned', 'r')], ME)).toEqual({
      revision: 'p',
      as: 'live',
      at: null,
    }));

  it('is the last that was returned, or that this member approved', () => {
    const history = [act('approved', 'a', ME), act('returned', 'r'), act('approved', 'b'), act('submitted', revision)];
    expect(baseOf(shown.row, revision, history, ME)).toEqual({ revision: 'r', as: 'returned', at: 'returned' });
    expect(baseOf(shown.row, revision, [act('approved', 'a', ME)], ME)?.as).toBe('decided');
    expect(baseOf(shown.row, revision, [act('approved', 'a')], ME)).toBeNull();
    expect(baseOf(shown.row, revision, [act('approved', 'a')], null)).toBeNull();
  });

  it('is the last that was taken back, where nobody decided', () => {
    const history = [act('taken_back', 'x'), act('taken_back', 'y'), act('submitted', revision)];
    expect(baseOf(shown.row, revision, history, ME)).toEqual({ revision: 'y', as: 'taken_back', at: 'taken_back' });
    expect(baseOf(shown.row, revision, [act('approved', 'a', ME), ...history], ME)?.as).toBe('decided');
    expect(baseOf(shown.row, revision, [act('taken_back', revision)], ME)).toBeNull();
  });

  it('is never the text itself', () =>
    expect(
      baseOf({ ...shown.row, published_revision: revision }, revision, [act('returned', revision)], ME),
    ).toBeNull());
});

describe('comparing', () => {
  it('goes from change to change, round the end', async () => {
    await comparison.read(shown, revision, ME);
    expect(comparison.base?.revision).toBe(RETURNED);
    expect([comparison.count, comparison.step]).toEqual([8, null]);
    comparison.go(1);
    expect(comparison.step).toBe('title');
    comparison.go(-1);
    expect(comparison.step).toBe('cmpgroup00');
    comparison.go(1);
    expect(comparison.step).toBe('title');
  });

  it('is with what was decided on in vain, where something was', async () => {
    await comparison.read(shown, revision, ME, { revision: RETURNED, as: 'decided', at: null });
    expect([comparison.base?.as, comparison.count]).toEqual(['decided', 8]);
  });

  it('begins with the last one backwards', async () => {
    await comparison.read(shown, revision, ME);
    comparison.go(-1);
    expect(comparison.step).toBe('cmpgroup00');
  });

  it('keeps the way one reads from text to text, and shows the changes when one goes to them', async () => {
    await comparison.read(shown, revision, ME);
    comparison.view = 'full';
    const next = new Comparison(desk);
    await next.read(shown, revision, ME);
    expect(next.viewOf(false)).toBe('full');
    next.go(1);
    expect(next.viewOf(false)).toBe('changes');
  });

  it('says so where there is nothing to compare with', async () => {
    desk.histories.clear();
    await comparison.read(shown, revision, ME);
    expect([comparison.ready, comparison.base, comparison.views(false)]).toEqual([true, null, ['full']]);
    // A translation handed in for the first time is read beside what it translates.
    expect([comparison.views(true), comparison.viewOf(true)]).toEqual([['beside', 'full'], 'beside']);
    comparison.go(1);
    expect(comparison.step).toBeNull();
  });

  it('tells what could not be read, and tries again when asked again', async () => {
    desk.failing.set('itemsDiff', problem('not_found'));
    await comparison.read(shown, revision, ME);
    expect(comparison.problem?.code).toBe('not_found');
    await comparison.read(shown, revision, ME);
    expect([comparison.problem, comparison.count]).toEqual([null, 8]);
  });

  it('keeps where one stands when the same text is read again, and shows nothing of one that was left', async () => {
    await comparison.read(shown, revision, ME);
    comparison.go(1);
    await comparison.read(shown, revision, ME);
    expect(comparison.at).toBe(0);
    const late = comparison.read(shown, 'a4'.repeat(32), ME);
    comparison.forget();
    await late;
    expect(comparison.laid).toBeNull();
  });
});

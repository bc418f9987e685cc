import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryDesk } from '../../testing/memory';
import { readable, Review } from './review.svelte';

let memory: MemoryDesk;
let review: Review;
beforeEach(async () => {
  memory = new MemoryDesk();
  review = new Review(memory);
  await review.load();
});

describe('deciding', () => {
  it('shows the revision that was handed in', () => {
    expect(review.shown?.row.title).toContain('Champasak');
    expect(review.waiting?.needed).toBe(1);
  });

  it('signs only with the second step, and names the very revision shown', async () => {
    await review.sign();
    expect(memory.approved).toEqual([]);
    review.step('approve');
    await review.sign();
    expect(memory.approved).toEqual([{ edition: expect.any(String), revision: 'a3'.repeat(32) }]);
    expect(review.queue).toEqual([]);
  });

  it('the first step can be taken back', async () => {
    review.step('approve');
    review.step('nothing');
    await review.sign();
    expect(memory.approved).toEqual([]);
  });

  it('does not return without a reason', async () => {
    review.step('return');
    review.reason = '   ';
    await review.sign();
    expect(review.reasonMissing).toBe(true);
    expect(memory.returned).toEqual([]);
    review.reason = ' Bổ sung nguồn ảnh ';
    await review.sign();
    expect(memory.returned.map(({ reason }) => reason)).toEqual(['Bổ sung nguồn ảnh']);
  });

  it('a press that comes twice signs once', async () => {
    review.step('approve');
    await Promise.all([review.sign(), review.sign()]);
    expect(memory.approved).toHaveLength(1);
  });

  it('says why a decision was refused and signs nothing', async () => {
    memory.failing.set('reviewApprove', { code: 'revision_changed', message: '', retry: false, checks: [] });
    review.step('approve');
    await review.sign();
    expect(review.refused?.code).toBe('revision_changed');
    expect(review.deciding).toBe('nothing');
    expect(review.waiting).not.toBeNull();
  });

  it('reads a revision out in two groups', () => expect(readable('a3f92c71'.padEnd(64, '0'))).toBe('a3f9 2c71'));
});

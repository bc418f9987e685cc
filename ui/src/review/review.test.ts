import { beforeEach, describe, expect, it } from 'vitest';
import { RETURNED, withoutRevision, withRefusal } from '../../testing/compared';
import { problem } from '../../testing/desk/state';
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

  it('tells that a translation approved by the last of all waits for what it translates', async () => {
    memory.waitsForSource.add(review.chosen ?? '');
    await review.load();
    review.step('approve');
    await review.sign();
    expect(review.done?.waits).toBe(true);
  });

  it('goes on to the next text also where the one signed still waits for others', async () => {
    const signed = review.chosen ?? '';
    const { row } = memory.titled('Sa Huỳnh');
    memory.shown.set(row.edition, { ...memory.of(row.edition), row: { ...row, state: 'submitted' } });
    await review.load();
    memory.reviewApprove = async () => {
      memory.reasons.set(signed, 'not_your_turn');
      return { edition: signed, state: 'submitted' };
    };
    review.step('approve');
    await review.sign();
    expect([review.queue.length, review.chosen]).toEqual([2, row.edition]);
    expect(review.done).toMatchObject({ what: 'approved', title: memory.of(signed).row.title });
    expect(review.deciding).toBe('nothing');
  });

  it('signs only with the second step, and names the very revision shown', async () => {
    await review.sign();
    expect(memory.approved).toEqual([]);
    review.step('approve');
    await review.sign();
    expect(memory.approved).toEqual([{ edition: expect.any(String), revision: 'a3'.repeat(32) }]);
    expect(review.queue).toEqual([]);
  });

  it('shows and signs the revision that was handed in, though another was shared since', async () => {
    const edition = review.chosen ?? '';
    const shown = memory.shown.get(edition);
    if (!shown) throw new Error('not there');
    const document = {
      v: 1,
      blocks: [{ type: 'paragraph' as const, id: 'aaaaaaaaaa', content: [{ text: 'đã gửi' }] }],
    };
    memory.submitted.set(edition, { revision: 'a3'.repeat(32), document });
    memory.shown.set(edition, { ...shown, row: { ...shown.row, revision: 'a4'.repeat(32) } });
    await review.load();
    expect(review.shown?.document).toEqual(document);
    expect(review.revision).toBe('a3'.repeat(32));
    review.step('approve');
    await review.sign();
    expect(memory.approved).toEqual([{ edition, revision: 'a3'.repeat(32) }]);
  });

  it('closes an open decision when the text is handed in anew under it, and says so', async () => {
    const edition = review.chosen ?? '';
    review.step('approve');
    memory.submitted.set(edition, { revision: 'a5'.repeat(32), document: { v: 1 } });
    await review.load();
    expect(review.deciding).toBe('nothing');
    expect(review.refused?.code).toBe('revision_changed');
    await review.sign();
    expect(memory.approved).toEqual([]);
  });

  it('tells when what was read is decided on elsewhere, and what stands in its place is read first', async () => {
    const { row } = memory.titled('Sa Huỳnh');
    memory.shown.set(row.edition, { ...memory.of(row.edition), row: { ...row, state: 'submitted' } });
    const read = review.shown?.row;
    if (!read) throw new Error('nothing is read');
    memory.shown.set(read.edition, { ...memory.of(read.edition), row: { ...read, state: 'returned' } });
    await review.load();
    expect(review.shown?.row.edition).toBe(row.edition);
    expect(review.done).toMatchObject({ what: 'elsewhere', title: read.title });
    await review.choose(null);
    await review.load();
    expect(review.done).toBeNull();
  });

  it('tells once the portal has published what was approved, and where', async () => {
    const { chosen, revision } = review;
    const signed = memory.of(chosen ?? '');
    review.step('approve');
    await review.sign();
    expect(review.done).toMatchObject({ what: 'approved', page: null });
    const url = 'https://songoaivu.example.vn/vi/champasak-8f3k2m9q';
    memory.shown.set(chosen ?? '', { ...signed, url, row: { ...signed.row, published_revision: 'a5'.repeat(32) } });
    await review.load();
    expect(review.done?.page).toBeNull();
    memory.shown.set(chosen ?? '', { ...signed, url, row: { ...signed.row, published_revision: revision } });
    await review.load();
    expect(review.done?.page).toBe(url);
  });

  it('decides nothing before what is chosen is shown', async () => {
    const other = memory.first(({ state }) => state === 'returned');
    memory.shown.set(other.row.edition, { ...other, submitted_by: 'b', row: { ...other.row, state: 'submitted' } });
    await review.load();
    const reading = review.choose(other.row.edition);
    review.step('approve');
    expect(review.deciding).toBe('nothing');
    await review.sign();
    expect(memory.approved).toEqual([]);
    await reading;
    review.step('approve');
    await review.sign();
    expect(memory.approved).toEqual([{ edition: other.row.edition, revision: other.row.revision }]);
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

  it('keeps a reason that was begun while another text is read, and elsewhere', async () => {
    const { chosen, begun } = review;
    review.step('return');
    review.reason = 'Bổ sung nguồn ảnh';
    await review.choose(null);
    expect(review.reason).toBe('');
    await review.choose(chosen);
    expect(review.reason).toBe('Bổ sung nguồn ảnh');
    const again = new Review(memory, chosen, begun);
    await again.load();
    expect(again.reason).toBe('Bổ sung nguồn ảnh');
    again.step('return');
    await again.sign();
    expect([again.reason, begun.get(memory.returned[0]?.revision ?? '') ?? '']).toEqual(['', '']);
  });

  it('a press that comes twice signs once', async () => {
    review.step('approve');
    await Promise.all([review.sign(), review.sign()]);
    expect(memory.approved).toHaveLength(1);
  });

  it('says why a decision was refused and signs nothing', async () => {
    memory.failing.set('reviewApprove', problem('revision_changed'));
    review.step('approve');
    await review.sign();
    expect(review.refused?.code).toBe('revision_changed');
    expect(review.deciding).toBe('nothing');
    expect(review.waiting).not.toBeNull();
  });

  it('reads a revision out in two groups', () => expect(readable('a3f92c71'.padEnd(64, '0'))).toBe('a3f9 2c71'));
});

it('a translation is read with what it translates, as it stood then', async () => {
  const { row } = memory.titled('discuss cooperation');
  const source = memory.titled('Champasak');
  const english = { ...memory.of(row.edition), source: source.row.revision };
  memory.shown.set(row.edition, { ...english, row: { ...row, state: 'submitted', revision: 'e1'.repeat(32) } });
  await review.load();
  expect(review.source).toBeNull();
  await review.choose(row.edition);
  expect(review.source?.row.edition).toBe(source.row.edition);
  const { itemsShow } = memory;
  memory.itemsShow = (edition, revision) =>
    edition === source.row.edition ? Promise.reject(problem('erased')) : itemsShow(edition, revision);
  await review.choose(null);
  await review.choose(row.edition);
  expect([review.source, review.shown?.row.edition]).toEqual([null, row.edition]);
});

describe('what cannot be shown', () => {
  it('is told of in its place until something else is chosen', async () => {
    const edition = review.chosen;
    await review.choose(null);
    memory.failing.set('itemsShow', problem('erased'));
    await review.choose(edition);
    expect([review.unreadable?.code, review.shown, review.problem]).toEqual(['erased', null, null]);
    await review.choose(null);
    expect(review.unreadable).toBeNull();
    await review.choose(edition);
    expect([review.unreadable, review.shown === null]).toEqual([null, false]);
  });

  it('stands with what the portal refused of it, which can be put away', async () => {
    review = new Review(withoutRevision());
    await review.load();
    await review.choose(review.refusals[0]?.edition ?? null);
    expect([review.shown, review.unreadable?.code, review.refusal?.id]).toEqual([null, 'not_received', 'r']);
    await review.seen();
    expect([review.refusal, review.unreadable]).toEqual([null, null]);
  });
});

describe('what the portal refused', () => {
  it('stands at its text until it was seen, and nothing is decided before', async () => {
    const desk = withRefusal();
    review = new Review(desk);
    await review.load();
    expect(review.refusal?.code).toBe('revision_changed');
    review.step('approve');
    expect(review.deciding).toBe('nothing');
    // What is new to this member is what came after the revision decided on, also once that was seen.
    expect(review.since).toMatchObject({ revision: RETURNED, as: 'decided' });
    await review.seen();
    expect([review.refusal, desk.refusals]).toEqual([null, []]);
    expect(review.since?.revision).toBe(RETURNED);
    review.step('approve');
    expect(review.deciding).toBe('approve');
  });

  it('has a newer revision to read only where there is one', async () => {
    const desk = withRefusal();
    review = new Review(desk);
    await review.load();
    expect(review.readsAnew).toBe(true);
    desk.refusals = desk.refusals.map((refusal) => ({ ...refusal, code: 'no_right', newer: null }));
    await review.load();
    expect([review.waiting !== null, review.refusal !== null, review.readsAnew]).toEqual([true, true, false]);
    await review.seen();
    expect([review.refusal, review.approves]).toEqual([null, true]);
  });

  it('stands in the list also where nobody has to decide any more', async () => {
    const { edition, title } = memory.first(({ state }) => state === 'returned').row;
    memory.refusals = [
      {
        id: 'r',
        edition,
        title,
        what: 'approved',
        at: '',
        code: 'wrong_state',
        message: '',
        decided: null,
        newer: null,
      },
    ];
    await review.load();
    expect(review.rows.map((row) => row.edition)).toEqual([review.chosen, edition]);
    await review.choose(edition);
    expect([review.shown?.row.title, review.approves, review.refusal?.id]).toEqual([title, false, 'r']);
    await review.seen();
    expect(review.rows).toHaveLength(1);
    expect(review.chosen).not.toBe(edition);
  });
});

it('what waits for others is read, not decided', async () => {
  const edition = review.chosen ?? '';
  memory.reasons.set(edition, 'not_your_turn');
  await review.load();
  memory.returnReasons.set(edition, 'no_right');
  await review.load();
  expect([review.mine.length, review.shown !== null, review.approves, review.returns]).toEqual([0, true, false, false]);
  review.step('approve');
  await review.sign();
  review.step('return');
  review.reason = 'Bổ sung nguồn ảnh';
  await review.sign();
  expect([memory.approved, memory.returned]).toEqual([[], []]);
});

it('what may not be approved may still be returned', async () => {
  const edition = review.chosen ?? '';
  memory.reasons.set(edition, 'own_work');
  await review.load();
  expect([review.approves, review.returns]).toEqual([false, true]);
  review.step('approve');
  expect(review.deciding).toBe('nothing');
  review.step('return');
  review.reason = 'Tự rút về để sửa';
  await review.sign();
  expect(memory.returned.map(({ reason }) => reason)).toEqual(['Tự rút về để sửa']);
});

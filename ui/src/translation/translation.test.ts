import { beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { mayReview } from '../../testing/translated';
import { Desk } from '../frame/desk.svelte';
import { Translating } from './translation.svelte';

let memory: MemoryDesk;
let desk: Desk;
let english: string;
beforeEach(async () => {
  memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.refresh();
  english = [...memory.segments.keys()][0] ?? '';
});

async function open(): Promise<Translating> {
  const translating = new Translating(desk, english);
  await translating.load();
  return translating;
}
const at = (translating: Translating, n: number) => {
  translating.sentences.at = translating.sentences.lines[n - 1]?.segment ?? null;
};

describe('a translation', () => {
  it('opens at the first sentence that is not done, and counts what is', async () => {
    const translating = await open();
    expect(translating.sentences.active?.source).toContain('46 cán bộ');
    expect([translating.sentences.done, translating.sentences.lines.length, translating.sentences.behind]).toEqual([
      6, 10, 1,
    ]);
  });

  it('is brought up to the newest source by those who may write it, and only by them', async () => {
    const opened: string[] = [];
    const { translationOpen } = memory;
    memory.translationOpen = (source) => {
      opened.push(source);
      return translationOpen(source);
    };
    await open();
    expect(opened).toEqual([english.replace(':en', ':vi')]);
    memory.roles = [];
    await desk.refresh();
    opened.length = 0;
    await open();
    expect(opened).toEqual([]);
  });

  it('keeps what is typed as a draft until it is confirmed', async () => {
    const translating = await open();
    at(translating, 7);
    translating.write('linking processors\nof coffee');
    await translating.flush();
    expect(memory.sets.at(-1)).toMatchObject({ target: 'linking processors of coffee', state: 'initial' });
    expect(translating.sentences.done).toBe(6);
    expect(translating.confirm()).toBe(true);
    await translating.flush();
    expect(memory.sets.at(-1)).toMatchObject({ target: 'linking processors of coffee', state: 'translated' });
    expect([translating.sentences.done, desk.saved.is]).toEqual([7, 'saved']);
  });

  it('counts a sentence as written anew until it is confirmed, saved or not', async () => {
    const translating = await open();
    const written = () =>
      translating.sentences.active && translating.rewritten.has(translating.sentences.active.segment);
    expect(written()).toBe(false);
    translating.write('46 officials');
    await translating.flush();
    expect([written(), translating.typing]).toEqual([true, false]);
    translating.confirm();
    expect(written()).toBe(false);
  });

  it('confirms nothing that is empty and writes nothing that is done already', async () => {
    const translating = await open();
    at(translating, 7);
    expect(translating.confirm()).toBe(false);
    at(translating, 5);
    expect(translating.confirm()).toBe(false);
    await translating.flush();
    expect(memory.sets).toEqual([]);
  });

  it('takes over the changed number, and is up to date once that is confirmed', async () => {
    const translating = await open();
    expect(translating.numbers).toEqual([['42', '46']]);
    translating.takeNumbers();
    expect(translating.sentences.active?.target).toMatch(/^46 officials/);
    expect(translating.sentences.behind).toBe(1);
    translating.confirm();
    await translating.flush();
    expect([translating.sentences.behind, translating.sentences.active?.changed]).toEqual([0, []]);
    expect(memory.segments.get(english)?.[2]).toMatchObject({ state: 'translated', out_of_date: false });
  });

  it('keeps a translation that still stands by confirming it as it is', async () => {
    const translating = await open();
    expect(translating.confirm()).toBe(true);
    await translating.flush();
    expect(memory.sets.at(-1)).toMatchObject({ state: 'translated' });
    expect(translating.sentences.behind).toBe(0);
  });

  it('brings back to translated what was settled and is changed', async () => {
    const translating = await open();
    at(translating, 1);
    translating.write('Quảng Ngãi and Champasak plan cooperation');
    await translating.flush();
    expect(memory.sets.at(-1)).toMatchObject({ state: 'translated' });
    translating.write('');
    await translating.flush();
    expect(memory.sets.at(-1)).toMatchObject({ state: 'initial' });
  });

  it('saves every sentence that was left before it was on disk', async () => {
    const translating = await open();
    at(translating, 7);
    translating.write('linking processors');
    at(translating, 8);
    translating.write('learning from disasters');
    await desk.go('review');
    expect(memory.sets.map(({ target }) => target)).toEqual(['linking processors', 'learning from disasters']);
    expect(desk.place).toBe('review');
  });

  it('pauses at a secret mark, saves the other sentences and does not let one go', async () => {
    const translating = await open();
    at(translating, 7);
    translating.write('MẬT');
    at(translating, 8);
    translating.write('learning from disasters');
    await desk.go('review');
    expect(desk.saved).toEqual({ is: 'paused' });
    expect(memory.sets.map(({ target }) => target)).toEqual(['learning from disasters']);
    expect([desk.leaving.held !== null, desk.place]).toEqual([true, 'items']);
    at(translating, 7);
    translating.write('wild honey');
    await translating.flush();
    expect(desk.saved.is).toBe('saved');
    translating.stop();
  });

  it('goes to the next open sentence and from the end to the first', async () => {
    const translating = await open();
    const open_ = () =>
      translating.sentences.lines.findIndex(({ segment }) => segment === translating.sentences.nextOpen()) + 1;
    at(translating, 4);
    expect(open_()).toBe(7);
    at(translating, 8);
    expect(open_()).toBe(3);
  });

  it('shows only what is asked for, and always the sentence at work', async () => {
    const translating = await open();
    at(translating, 1);
    translating.sentences.only = 'behind';
    expect(translating.sentences.visible.map(({ block }) => block)).toEqual(['title', 'b000000002']);
    expect(translating.sentences.beside(1)).toBe(translating.sentences.lines[2]?.segment);
    translating.sentences.only = 'open';
    expect(translating.sentences.visible).toHaveLength(5);
  });

  it('tells what is left once, with the number of sentences', async () => {
    const translating = await open();
    expect(translating.checks.map(({ check, message }) => [check, /[0-9]+/.exec(message)?.[0]])).toEqual([
      ['untranslated', '3'],
      ['out_of_date', '1'],
    ]);
  });

  it('shows the words whose sentence went meanwhile, and goes on', async () => {
    const translating = await open();
    at(translating, 7);
    translating.write('linking processors');
    memory.segments.set(english, (memory.segments.get(english) ?? []).toSpliced(6, 1));
    await translating.flush();
    expect([translating.gone, translating.sentences.lines.length, translating.unsaved]).toEqual([
      'linking processors',
      9,
      false,
    ]);
  });

  it('leads from a finding to the sentence', async () => {
    const translating = await open();
    const first = translating.blocking[0];
    expect(first && translating.sentences.placeOf(first)).toBe(translating.sentences.lines[3]?.segment);
  });

  it('hears that the Vietnamese changed, but never over what is being typed', async () => {
    const translating = await open();
    const change = () => {
      const lines = memory.segments.get(english) ?? [];
      memory.segments.set(
        english,
        lines.map((line, n) => (n === 4 ? { ...line, source: 'Năm nội dung ưu tiên', state: 'initial' } : line)),
      );
    };
    at(translating, 7);
    translating.write('linking');
    change();
    await desk.refresh();
    expect(translating.sentences.lines[4]?.source).toBe('Bốn nội dung ưu tiên');
    await translating.flush();
    await desk.refresh();
    await new Promise((settled) => setTimeout(settled, 0));
    expect(translating.sentences.lines[4]?.source).toBe('Năm nội dung ưu tiên');
  });

  it('is only read by those without a role, and is not written', async () => {
    memory.roles = [];
    await desk.refresh();
    const translating = await open();
    translating.write('words');
    expect([translating.mayWrite, translating.confirm(), translating.unsaved]).toEqual([false, false, false]);
  });

  it('is handed in when every sentence is done, with a reason for what is behind', async () => {
    const translating = await open();
    await translating.prepare();
    expect(translating.submitting).toBe(false);
    for (const n of [4, 7, 8]) {
      at(translating, n);
      translating.write('done');
      translating.confirm();
    }
    await translating.prepare();
    expect(translating.submitting).toBe(true);
    expect(await translating.submit()).toBe(false);
    translating.reasons['out_of_date'] = 'Số mới chờ xác nhận';
    expect(await translating.submit()).toBe(true);
    expect(memory.shown.get(english)?.row.state).toBe('submitted');
  });
});

describe('a translation that is left', () => {
  /** Begins a translation, writes that into its first sentence and leaves it; tells which it was. */
  async function left(target: string): Promise<string> {
    const vietnamese = memory.first(({ lang, revision, item }) => {
      return lang === 'vi' && revision !== null && !memory.shown.has(`${item}:en`);
    });
    const { edition } = await memory.translationOpen(vietnamese.row.edition);
    const translating = new Translating(desk, edition);
    await translating.load();
    if (target) translating.write(target);
    await desk.leaving.onceSaved(() => translating.stop());
    return edition;
  }

  it('without a word is not begun anew by the news of its going', async () => {
    const { draftDiscard } = memory;
    memory.draftDiscard = async (edition) => {
      const gone = await draftDiscard(edition);
      await desk.refresh();
      return gone;
    };
    const opened = vi.spyOn(memory, 'translationOpen');
    const edition = await left('');
    await desk.refresh();
    expect([opened.mock.calls.length, memory.shown.has(edition)]).toEqual([2, false]);
  });

  it('without a word goes away again', async () => {
    expect(memory.shown.has(await left(''))).toBe(false);
  });

  describe('where looking brings it up to the newest source', () => {
    beforeEach(() => {
      const { translationOpen } = memory;
      const shown = memory.of(english);
      memory.shown.set(english, { ...shown, row: { ...shown.row, draft: false, revision: '5a'.repeat(32) } });
      memory.translationOpen = async (source) => {
        const before = memory.of(english);
        memory.below.set(english, before);
        memory.shown.set(english, { ...before, row: { ...before.row, draft: true } });
        return translationOpen(source);
      };
      mayReview(memory, english);
    });

    it('stands as before after a look', async () => {
      const translating = await open();
      expect(translating.row?.draft).toBe(true);
      // A copy kept by time holds nobody's words either.
      await memory.draftKeep(english, null);
      await desk.leaving.onceSaved(() => translating.stop());
      expect(memory.of(english).row.draft).toBe(false);
    });

    it.each<[string, (translating: Translating) => unknown]>([
      ['a word', (translating) => translating.write('Another word')],
      ['a mark of having read it over', (translating) => (at(translating, 5), translating.review())],
    ])('keeps %s', async (_, act) => {
      const discard = vi.spyOn(memory, 'draftDiscard');
      const translating = await open();
      await act(translating);
      await desk.leaving.onceSaved(() => translating.stop());
      expect([discard.mock.calls, memory.of(english).row.draft]).toEqual([[], true]);
    });
  });

  it('with a word stays', async () => {
    const discard = vi.spyOn(memory, 'draftDiscard');
    const edition = await left('Results');
    await desk.refresh();
    expect([discard.mock.calls, memory.shown.has(edition)]).toEqual([[], true]);
  });
});

describe('a sentence that two translated', () => {
  beforeEach(() => void memory.forkTranslation());

  it('is where one begins, is written by nobody before it is chosen, and keeps the whole from being handed in', async () => {
    const translating = await open();
    expect([
      translating.sentences.forked,
      translating.sentences.elsewhere,
      translating.sentences.active?.block,
    ]).toEqual([2, 0, 'title']);
    expect(translating.sentences.passage?.mine).toContain('discuss cooperation');
    translating.write('no');
    expect([translating.confirm(), translating.unsaved, memory.sets]).toEqual([false, false, []]);
    translating.sentences.only = 'forked';
    expect(translating.sentences.visible).toHaveLength(2);
  });

  it('is chosen one by one, each for itself', async () => {
    const translating = await open();
    expect(await translating.choose('theirs')).toBe(true);
    expect(translating.sentences.active?.target).toContain('a cooperation plan');
    expect([translating.sentences.forked, translating.row?.fork]).toEqual([1, true]);
    translating.sentences.at = translating.sentences.nextOpen();
    expect(translating.sentences.passage?.base).toContain('42 officials');
    expect(await translating.choose('rewrite')).toBe(true);
    expect([translating.sentences.active?.state, translating.sentences.fork, translating.row?.fork]).toEqual([
      'initial',
      null,
      false,
    ]);
    translating.write('46 officials and students were trained in Quảng Ngãi;');
    await translating.flush();
    expect(memory.sets.at(-1)?.target).toBe('46 officials and students were trained in Quảng Ngãi;');
  });

  it('stays as it is where the desk refuses, and says why', async () => {
    const translating = await open();
    memory.failing.set('translationChoose', problem('disk_full'));
    expect(await translating.choose('mine')).toBe(false);
    expect([translating.problem?.code, translating.sentences.forked]).toEqual(['disk_full', 2]);
  });
});

describe('a reviser', () => {
  it('reads over what another translated, and takes it back', async () => {
    memory.roles = ['reviser'];
    mayReview(memory, english);
    await desk.refresh();
    const translating = await open();
    expect([translating.revises, translating.sentences.reviewed, translating.sentences.unreviewed]).toEqual([
      true,
      3,
      3,
    ]);
    at(translating, 5);
    expect(await translating.review()).toBe(true);
    // What is read over are the words that stand here, whatever came since.
    const base = memory.shown.get(english)?.base;
    expect(memory.readOver).toEqual([{ base, segment: translating.sentences.active?.segment }]);
    expect([translating.sentences.active?.state, translating.sentences.reviewed]).toEqual(['reviewed', 4]);
    expect(translating.sentences.nextUnreviewed()).toBe(translating.sentences.lines[5]?.segment);
    expect(await translating.review()).toBe(false);
    expect(translating.sentences.active?.state).toBe('translated');
  });

  it('does not read over what they changed themselves', async () => {
    mayReview(memory, english);
    const translating = await open();
    at(translating, 5);
    translating.write('Four priorities');
    expect(await translating.review()).toBe(false);
    at(translating, 3);
    expect(await translating.review()).toBe(false);
    expect(memory.sets.every(({ state }) => state !== 'reviewed')).toBe(true);
  });
});

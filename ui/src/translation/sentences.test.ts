import { beforeEach, describe, expect, it } from 'vitest';
import { FORK } from '../../testing/desk/sync';
import type { Passage, SegmentLine } from '../ipc';
import { Sentences } from './sentences.svelte';

const line = (segment: string, of: Partial<SegmentLine> = {}): SegmentLine => ({
  segment,
  block: `b${segment}`,
  source: `Câu ${segment}`,
  target: `Sentence ${segment}`,
  state: 'translated',
  out_of_date: false,
  earlier: null,
  changed: [],
  may_review: false,
  ...of,
});
const passage = (segment: string): Passage => ({ ...(FORK.passages[0] as Passage), segment, source: `Câu ${segment}` });

let sentences: Sentences;
beforeEach(() => {
  sentences = new Sentences();
  sentences.lines = [
    line('1', { state: 'reviewed' }),
    line('2', { may_review: true }),
    line('3', { target: '', state: 'initial' }),
    line('4', { target: 'A draft', state: 'initial' }),
    line('5', { out_of_date: true }),
  ];
});
const shown = () => sentences.visible.map(({ segment }) => segment);

describe('the sentences', () => {
  it('are counted by how far they are', () => {
    const { done, behind, reviewed, unreviewed, forked } = sentences;
    expect({ done, behind, reviewed, unreviewed, forked }).toEqual({
      ...{ done: 3, behind: 1, reviewed: 1, unreviewed: 2, forked: 0 },
    });
  });

  it('begin at the first that is open, and go on to the next, then from the top', () => {
    sentences.toFirst();
    expect(sentences.at).toBe('3');
    expect(sentences.nextOpen()).toBe('4');
    sentences.at = '4';
    expect([sentences.nextOpen(), sentences.nextUnreviewed()]).toEqual(['3', '2']);
  });

  it('are not to be read over before the translation follows the sentence again', () => {
    sentences.lines = [line('1'), line('2', { may_review: true, out_of_date: true })];
    sentences.at = '1';
    expect(sentences.nextUnreviewed()).toBeNull();
  });

  it('begin at what is to choose, before what is to translate', () => {
    sentences.fork = { ...FORK, passages: [passage('5'), passage('gone')] };
    sentences.toFirst();
    expect([sentences.at, sentences.forked, sentences.elsewhere]).toEqual(['5', 1, 1]);
    sentences.at = '1';
    expect(sentences.nextOpen()).toBe('5');
  });

  it('have no fork any more with the last that was chosen', () => {
    const [one, other] = [passage('1'), passage('2')];
    sentences.fork = { ...FORK, passages: [one, other] };
    sentences.settle(one);
    expect(sentences.forked).toBe(1);
    sentences.settle(other);
    expect(sentences.fork).toBeNull();
  });

  it('show what is asked for, and always the one at work', () => {
    sentences.at = '1';
    sentences.only = 'open';
    expect(shown()).toEqual(['1', '3', '4']);
    expect([sentences.beside(1), sentences.beside(-1)]).toEqual(['3', null]);
    sentences.only = 'behind';
    expect(shown()).toEqual(['1', '5']);
    sentences.only = 'unreviewed';
    expect(shown()).toEqual(['1', '2', '5']);
  });

  it('are found from what a check says of their paragraph, the open one first', () => {
    sentences.lines = [line('1', { block: 'b' }), line('2', { block: 'b', target: '' })];
    const check = { check: 'untranslated', severity: 'blocks', message: '', block: 'b' };
    expect([sentences.placeOf(check), sentences.placeOf({ ...check, block: 'c' })]).toEqual(['2', null]);
  });
});

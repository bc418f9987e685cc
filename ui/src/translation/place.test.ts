import { describe, expect, it } from 'vitest';
import { t } from '../messages';
import { placeWord } from './place';

describe('a sentence to translate', () => {
  it.each([
    ['title', 'Tiêu đề'],
    ['summary', 'Tóm tắt'],
    ['k3v9x0q2ab.alt', 'Mô tả ảnh'],
    ['k3v9x0q2ab.caption', 'Chú thích ảnh'],
    ['k3v9x0q2ab.credit', 'Nguồn ảnh'],
  ])('of %s is called what it is', (block, word) => {
    const key = placeWord(block);
    expect(key && t(key)).toBe(word);
  });

  it.each(['k3v9x0q2ab', 'k3v9x0q2ab.newer'])('of the text itself is not called anything (%s)', (block) =>
    expect(placeWord(block)).toBeNull(),
  );
});

import { describe, expect, it } from 'vitest';
import { rejoin, rejoinLine } from './rejoin';
import type { Block, Document } from './types';

const p = (id: string, text: string): Block => ({ type: 'paragraph', id, content: [{ text }] });
const of = (...blocks: Block[]): Document => ({ v: 1, blocks });
const a = p('a', 'mở đầu');
const b = p('b', 'giữa bài');
const c = p('c', 'kết');
const join = (saved: Document, typed: Document, merged: Document) => rejoin(saved, typed, merged, () => 'new').blocks;

describe("another's text that was merged in while someone typed", () => {
  it('stands where nothing was typed', () => {
    const merged = of(a, p('x', 'của người khác'), b);
    expect(join(of(a, b), of(a, b), merged)).toEqual(merged.blocks);
  });

  it('takes in what was typed in a block that the other left alone', () =>
    expect(join(of(a, b), of(a, p('b', 'giữa bài, thêm')), of(p('a', 'mở đầu mới'), b))).toEqual([
      p('a', 'mở đầu mới'),
      p('b', 'giữa bài, thêm'),
    ]));

  it('stands beside what was typed where both changed one block', () =>
    expect(join(of(a, b), of(a, p('b', 'tôi sửa')), of(a, p('b', 'người kia sửa')))).toEqual([
      a,
      p('b', 'người kia sửa'),
      { ...p('b', 'tôi sửa'), id: 'new' },
    ]));

  it('keeps a new block where it was typed', () =>
    expect(join(of(a, c), of(a, p('n', 'đoạn mới'), c), of(a, p('x', 'của người khác'), c))).toEqual([
      a,
      p('n', 'đoạn mới'),
      p('x', 'của người khác'),
      c,
    ]));

  it('keeps what was typed in a block that the other took out', () =>
    expect(join(of(a, b, c), of(a, p('b', 'tôi sửa'), c), of(a, c))).toEqual([a, p('b', 'tôi sửa'), c]));

  it('and every block that was typed in is still there, whatever came', () => {
    const typed = of(p('b', 'x'), p('n', 'y'), p('a', 'z'));
    const texts = JSON.stringify(join(of(a, b), typed, of(p('m', 'w'))));
    for (const text of ['x', 'y', 'z', 'w']) expect(texts).toContain(`"${text}"`);
  });

  it('of a line: what was typed, else what came', () => {
    expect(rejoinLine('cũ', 'cũ', 'mới')).toBe('mới');
    expect(rejoinLine('cũ', 'tôi', 'mới')).toBe('tôi');
  });
});

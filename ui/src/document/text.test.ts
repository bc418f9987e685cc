import { describe, expect, it } from 'vitest';
import { creditLine, underPicture } from './credit';
import { newBlockId } from './blockId';
import { factLine } from './factLine';
import { isBlank, length, minutesToRead, outline, pictures } from './text';
import type { Document } from './types';

const document: Document = {
  v: 1,
  blocks: [
    { type: 'heading', id: 'a', level: 2, content: [{ text: 'Kế hoạch' }] },
    {
      type: 'paragraph',
      id: 'b',
      content: [{ text: 'Ngày 05/12, ' }, { text: 'đoàn', marks: ['bold'] }, { text: ' về tỉnh.' }],
    },
    { type: 'paragraph', id: 'c' },
    { type: 'quote', id: 'd', blocks: [{ type: 'paragraph', id: 'e', content: [{ text: 'Rất vui – rất gần.' }] }] },
    { type: 'image', id: 'f', blob: 'ab' },
  ],
};

describe('what a text is, in one line', () => {
  it('names the section of a consultation once where it is called what its kind is', () => {
    expect(factLine(['Lấy ý kiến', 'Lấy ý kiến', 'Tiếng Việt'])).toBe('Lấy ý kiến · Tiếng Việt');
    expect(factLine(['Tin, bài', 'Tin tức'])).toBe('Tin, bài · Tin tức');
  });
});

describe('facts about a text', () => {
  it('counts syllables, not signs between them, and leaves empty paragraphs out', () =>
    expect(length(document)).toEqual({ syllables: 2 + 5 + 4, paragraphs: 2 }));

  it('has an outline of its own headings', () =>
    expect(outline(document)).toEqual([{ id: 'a', level: 2, text: 'Kế hoạch' }]));

  it('takes a minute to read at least, and none where nothing is written', () =>
    expect([0, 3, 660].map(minutesToRead)).toEqual([null, 1, 3]));

  it('knows where nothing is written yet', () => {
    const only = (...blocks: Document['blocks'] & object) => isBlank({ v: 1, blocks });
    expect([isBlank({ v: 1 }), only({ type: 'paragraph', id: 'c', content: [{ text: ' ' }] })]).toEqual([true, true]);
    expect([isBlank(document), only({ type: 'image', id: 'f', blob: 'ab' })]).toEqual([false, false]);
  });

  it('names its pictures', () => expect(pictures(document)).toEqual(['ab']));
});

describe('an id of a block', () => {
  it('is ten of a–z and 0–9', () => expect(newBlockId()).toMatch(/^[a-z0-9]{10}$/));

  it('is drawn evenly: bytes that would favour some signs are thrown away', () => {
    const draws = [
      Uint8Array.from({ length: 16 }, (_, at) => 240 + at),
      Uint8Array.from({ length: 16 }, (_, at) => at),
    ];
    let turn = 0;
    const id = newBlockId((bytes) => bytes.set(draws[turn++] ?? []));
    // 240–251 count, 252–255 do not; so all ten come from the first draw and none from 252 on.
    expect(id).toBe('yz01234567');
    expect(turn).toBe(1);
  });
});

describe('the source of a picture', () => {
  it.each([
    ['Thu Hà', 'Ảnh: Thu Hà'],
    ['Ảnh: Thu Hà', 'Ảnh: Thu Hà'],
    ['a\u0309nh : Thu Hà', 'a\u0309nh : Thu Hà'],
    ['Photo: Thu Hà', 'Photo: Thu Hà'],
    ['Ảnh viện Sao Mai', 'Ảnh: Ảnh viện Sao Mai'],
    ['', ''],
  ])('%j stands as %j', (credit, line) => expect(creditLine(credit)).toBe(line));

  it.each([
    ['Ghe về bến Sa Huỳnh', 'Đỗ Kiều Oanh', 'Ghe về bến Sa Huỳnh. Ảnh: Đỗ Kiều Oanh'],
    ['Ghe về bến Sa Huỳnh. ', 'Đỗ Kiều Oanh', 'Ghe về bến Sa Huỳnh. Ảnh: Đỗ Kiều Oanh'],
    ['“Đất còn ướt.”', 'Thu Hà', '“Đất còn ướt.” Ảnh: Thu Hà'],
    ['Lớp học “Đất còn ướt”', 'Thu Hà', 'Lớp học “Đất còn ướt”. Ảnh: Thu Hà'],
    ['Ghe về bến Sa Huỳnh', '', 'Ghe về bến Sa Huỳnh'],
    ['', 'Thu Hà', 'Ảnh: Thu Hà'],
    ['', '', ''],
  ])('stands apart from the caption %j', (caption, credit, line) => expect(underPicture(caption, credit)).toBe(line));
});

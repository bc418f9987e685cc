import { describe, expect, it } from 'vitest';
import { fromMatch, marks } from './marks';

const shown = (text: string, words: string) =>
  marks(text, words)
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
    .join('');

describe('what was found', () => {
  it.each([
    ['Đóng tàu ở cửa biển', 'dong tau', '[Đóng] [tàu] ở cửa biển'],
    ['Đóng tàu ở cửa biển', 'ĐÓNG', '[Đóng] tàu ở cửa biển'],
    ['Cửa khẩu Bờ Y', 'kh', 'Cửa [kh]ẩu Bờ Y'],
    ['Bảo hộ ngư dân', 'ho', 'Bảo [hộ] ngư dân'],
    ['Chuyến bay VN123', 'yen', 'Chuyến bay VN123'],
    ['giá < 5 & > 3', '< &', 'giá < 5 & > 3'],
    ['Tie\u0302\u0301ng Việt', 'tieng', '[Tiếng] Việt'],
    ['👋 Chào', 'chao', '👋 [Chào]'],
    ['', 'gì', ''],
  ])('%j for %j is %j', (text, words, expected) => expect(shown(text, words)).toBe(expected));

  it('loses no sign of the text', () => {
    const text = 'Ǆ ﬁ ß İstanbul Ằ ẫ ộ ữ ỵ';
    expect(
      marks(text, 'ss istanbul a')
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

describe('a line from its match on', () => {
  it.each([
    ['Quảng Ngãi and Champasak discuss cooperation', 'discuss', '… discuss cooperation'],
    ['Hai bên ký kết', 'ben', '… bên ký kết'],
    ['Hai bên ký kết', 'hai', 'Hai bên ký kết'],
    ['Hai bên ký kết', 'tàu', null],
  ])('%s, %s', (line, words, shown) => expect(fromMatch(line, words)).toBe(shown));
});

import { describe, expect, it } from 'vitest';
import { daysOpen, fieldsOf, missing, readTime, shownTime } from './fields';
import { firstOf, sorted, tally, targetOf } from './findings';
import { addressOf, isAddress } from './marks';

const check = (name: string, severity = 'blocks', block: string | null = null) => ({
  check: name,
  severity,
  block,
  message: '',
});

describe('a day in a form', () => {
  it.each([
    ['24/11/2026', '2026-11-24'],
    ['5.1.2027', '2027-01-05'],
    ['24/11/2026 17:00', '2026-11-24T17:00:00+07:00'],
    ['24/11/2026, 7h30', '2026-11-24T07:30:00+07:00'],
  ])('%s is read', (typed, value) => expect(readTime(typed)).toBe(value));

  it.each(['31/02/2026', '24/13/2026', 'thứ Ba', '2026', '24/11/2026 25:00'])('%s is none', (typed) =>
    expect(readTime(typed)).toBeNull(),
  );

  it('is quickly given as so many days after another', () => {
    expect(readTime('+20', '2026-11-16')).toBe('2026-12-06');
    expect(readTime(' + 5 ', '2026-12-28T08:00:00+07:00')).toBe('2027-01-02');
    expect([readTime('+20'), readTime('+20', 'mai'), readTime('+', '2026-11-16')]).toEqual([null, null, null]);
  });

  it('and the one after it say how long a consultation is open', () => {
    expect(daysOpen({ opens: '2026-11-16', closes: '2026-12-06' })).toBe(21);
    expect(daysOpen({ opens: '2026-11-16T08:00:00+07:00', closes: '2026-11-15' })).toBe(0);
    expect([daysOpen({ opens: '2026-11-16' }), daysOpen({})]).toEqual([null, null]);
  });

  it('is shown as it is read', () => {
    expect(shownTime('2026-11-24')).toBe('24/11/2026');
    // An instant is shown in the site's zone, wherever the computer stands.
    expect(shownTime('2026-11-24T10:00:00Z')).toBe('24/11/2026 17:00');
    expect(readTime(shownTime('2026-12-20'))).toBe('2026-12-20');
  });
});

describe('the fields of a kind', () => {
  it('a consultation needs its deadline and where comments go', () => {
    const needed = fieldsOf('consultation').filter(({ required }) => required);
    expect(needed.map(({ name }) => name)).toEqual([
      'author',
      'source',
      'opens',
      'closes',
      'receiving_address',
      'receiving_email',
    ]);
  });

  it('counts what is missing; blanks are nothing', () =>
    expect(missing('article', { author: 'Đỗ Kiều Oanh', source: '  ' })).toBe(1));
});

describe('what the checks found', () => {
  it('what blocks stands first', () =>
    expect(sorted([check('a', 'advice'), check('b', 'blocks'), check('c', 'reason')]).map((it) => it.check)).toEqual([
      'b',
      'c',
      'a',
    ]));

  it('is counted by weight', () =>
    expect(tally([check('a'), check('b', 'reason'), check('c', 'reason')])).toEqual({
      blocks: 1,
      reason: 2,
      advice: 0,
    }));

  it('leads to the block, the title or the field it speaks of', () => {
    expect(targetOf(check('picture_alt', 'reason', 'b000000001'), {})).toEqual({ block: 'b000000001', fact: 'alt' });
    const hidden = (place: string) => targetOf(check('control_characters', 'blocks', place), {});
    expect(hidden('b000000001.caption')).toEqual({ block: 'b000000001', fact: 'caption' });
    expect([hidden('b000000001'), hidden('summary')]).toEqual([{ block: 'b000000001' }, { field: 'summary' }]);
    expect(targetOf(check('title'), {})).toEqual({ field: 'title' });
    expect(targetOf(check('deadline', 'blocks', 'closes'), {}, ['closes'])).toEqual({ field: 'closes' });
    expect(targetOf(check('attribution'), { author: 'Lệ Ẩn' })).toEqual({ field: 'source' });
    expect(targetOf(check('untranslated'), {})).toBeNull();
  });
});

describe('what must be done first', () => {
  const first = (name: string, block: string | null, written = '') =>
    firstOf(check(name, 'blocks', block), () => written);

  it.each([
    ['title', 'title', '', 'Gửi duyệt khi đã có tiêu đề'],
    ['title', 'title', 'x'.repeat(320), 'Gửi duyệt khi đã sửa tiêu đề'],
    ['deadline', 'closes', '', 'Gửi duyệt khi đã ghi hạn góp ý'],
    ['deadline', 'closes', '2026-11-20', 'Gửi duyệt khi đã sửa hạn góp ý'],
    ['deadline', 'opens', '', 'Gửi duyệt khi đã ghi ngày bắt đầu'],
    ['attribution', 'source', '', 'Gửi duyệt khi đã ghi nguồn'],
    ['receiving_address', 'receiving_email', 'bbt@', 'Gửi duyệt khi đã sửa thư điện tử nhận góp ý'],
    ['section', 'section', 'tin-cu', 'Gửi duyệt khi đã chọn chuyên mục'],
    ['control_characters', 'b000000001', '', 'Gửi duyệt khi đã bỏ ký tự ẩn'],
  ])('%s at %s with %j written', (name, block, written, says) => expect(first(name, block, written)).toBe(says));

  it('is to correct, where this version does not know what', () =>
    expect(first('other', null)).toBe('Gửi duyệt khi đã sửa xong'));
});

describe('the address of a link', () => {
  it.each([
    'https://quangngai.example.vn/a',
    'http://x.vn',
    'mailto:bbt@x.vn',
    'tel:+842553822000',
    '/vi/tin-8f3k2m9q',
  ])('%s may stand', (address) => expect(isAddress(address)).toBe(true));

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//x.vn',
    'https://',
    'https://x.vn/\u202Etxt',
    'java\nscript:x',
    '',
  ])('%j may not', (address) => expect(isAddress(address)).toBe(false));

  it('is completed where it is plain what is meant', () => {
    expect(addressOf('example.vn/tin')).toBe('https://example.vn/tin');
    expect(addressOf(' bbt@example.vn ')).toBe('mailto:bbt@example.vn');
    expect(addressOf('javascript:alert(1)')).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import type { Piece } from '../ipc';
import { changedNumbers, withNumbers } from './numbers';

const piece = (is: Piece['is'], text: string) => ({ is, text });

describe('numbers that changed', () => {
  it('are paired where as many went as came', () => {
    expect(changedNumbers([piece('deleted', '42'), piece('inserted', '46'), piece('same', ' cán bộ')])).toEqual([
      ['42', '46'],
    ]);
    expect(changedNumbers([piece('deleted', 'hai'), piece('inserted', '2')])).toEqual([]);
    expect(changedNumbers([piece('deleted', '42'), piece('same', ' và '), piece('inserted', '46')])).toEqual([]);
  });

  it('are taken over in the English form, all at once', () => {
    expect(
      withNumbers('42 of 46 came', [
        ['42', '46'],
        ['46', '50'],
      ]),
    ).toBe('46 of 50 came');
    expect(withNumbers('about 1,250.5 tonnes', [['1.250,5', '1.300']])).toBe('about 1,300 tonnes');
  });

  it('are left alone where it is not clear which is meant', () => {
    expect(withNumbers('forty-two officials', [['42', '46']])).toBeNull();
    expect(withNumbers('42 and again 42', [['42', '46']])).toBeNull();
    expect(withNumbers('42', [])).toBeNull();
  });
});

import { expect, it } from 'vitest';
import { pasteInto, readInvitation } from './pasted';

const LINES = 'Địa chỉ Cổng: https://songoaivu.example.vn/songoaivu\nMã mời: bt1.songoaivu.k7Qw-3f_x';

it('both lines of an invitation are told apart, and each of them alone', () => {
  const url = 'https://songoaivu.example.vn/songoaivu';
  const invitation = 'bt1.songoaivu.k7Qw-3f_x';
  expect(readInvitation(LINES)).toEqual({ url, invitation });
  expect(readInvitation(`  ${invitation} `)).toEqual({ invitation });
  expect(readInvitation(url)).toEqual({ url });
  expect(readInvitation('Máy phòng họp')).toEqual({});
});

it('other words are pasted as ever', () => {
  const paste = (words: string) => {
    const event = new Event('paste', { cancelable: true });
    Object.assign(event, { clipboardData: { getData: () => words } });
    let taken: unknown = null;
    pasteInto((pasted) => (taken = pasted))(event as ClipboardEvent);
    return [event.defaultPrevented, taken];
  };
  expect(paste('Máy phòng họp')).toEqual([false, null]);
  expect(paste(LINES)[0]).toBe(true);
});

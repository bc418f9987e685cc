import { describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { vi } from '../messages/vi';
import { asProblem, told } from './problem';

describe('what could not be done', () => {
  it.each([
    ['join', 'offline', /địa chỉ Cổng/],
    ['restore', 'bad_file', /bản sao lưu/],
    ['backup', 'not_empty', /Đặt tên khác/],
    ['picture', 'bad_file', /JPEG, PNG/],
  ] as const)('is told by the place: %s, %s', (at, code, then) => {
    expect(told(asProblem(problem(code), at)).then).toMatch(then);
    expect(told(asProblem(problem(code))).then).not.toMatch(then);
  });

  it('is told as everywhere where the place has no words of its own', () => {
    expect(told(asProblem(problem('invitation_used'), 'join'))).toEqual(told(problem('invitation_used')));
    expect(told(asProblem(new Error('lạ'), 'backup')).what).toBe(told(asProblem(new Error('lạ'))).what);
  });

  it('is told of a file without a word about pictures or backups where it may be either', () =>
    expect(JSON.stringify(told(problem('bad_file')))).not.toMatch(/Ảnh|sao lưu/));

  it('has both sentences for each place that has one', () => {
    const own = Object.keys(vi).filter((key) => /^problem\.(join|restore|backup|picture)\./.test(key));
    const begun = own.filter((key) => !key.endsWith('.then'));
    expect(own.filter((key) => key.endsWith('.then'))).toHaveLength(begun.length);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { say, type Key } from './index';
import { ago, clock, date, dayBegins, isDue, isOver, long, short } from './times';
import { en } from './en';
import { vi } from './vi';

const keys = Object.keys(vi) as Key[];
const places = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();

/** Everything in the pages' sources but tests and the books themselves. */
function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svelte|ts)$/.test(name) && !/\.test\.ts$|messages\/(vi|en)[./]|bindings\.ts$/.test(name))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n');
}

describe('the messages', () => {
  it('have the same keys in both languages', () => expect(Object.keys(en).sort()).toEqual([...keys].sort()));

  it.each(keys)('%s names the same things in both', (key) => expect(places(en[key])).toEqual(places(vi[key])));

  it('are all used', () => {
    const code = sources(`${import.meta.dirname}/..`);
    // Keys put together from parts are known by their beginning.
    const families = [...code.matchAll(/`([a-z_]+\.[a-z_.]*)\$\{/g)].map(([, beginning]) => beginning ?? '');
    const unused = keys.filter(
      (key) => !code.includes(`'${key}'`) && !families.some((beginning) => key.startsWith(beginning)),
    );
    expect(unused.filter((key) => !/^(genre|law)\./.test(key))).toEqual([]);
  });

  it('speak soberly: nobody is addressed, nothing is begged for, nothing shouted', () => {
    const loud = keys.filter((key) => /!|(^|\s)(bạn|vui lòng|xin lỗi)(\s|$)/iu.test(vi[key].replace('bạn đọc', '')));
    expect(loud).toEqual([]);
  });

  it('have two sentences for every reason the desk gives', () => {
    const codes = readFileSync(`${import.meta.dirname}/../../../src-tauri/crates/editorial/src/code.rs`, 'utf8');
    const list = /pub enum Code \{([^}]*)\}/.exec(codes)?.[1] ?? '';
    const names = [...list.matchAll(/^\s*([A-Z]\w*),/gm)].map(([, name]) =>
      (name ?? '').replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase(),
    );
    expect(names.length).toBeGreaterThan(40);
    // The desk's own words name the roles that are missing.
    const said = (name: string) => name === 'policy_unfulfillable' || `problem.${name}` in vi;
    expect(names.filter((name) => !said(name) || !(`problem.${name}.then` in vi))).toEqual([]);
  });

  it('keep words of another direction from turning the sentence round them', () => {
    expect(say('vi', 'item.author', { name: 'مؤتمر (3/4)' })).toBe('Tác giả: \u2068مؤتمر (3/4)\u2069');
    expect(say('vi', 'item.author', { name: '\u202eo\u1ea1m \u00e1ig' })).toContain('\u2068\u202e');
    expect(say('vi', 'item.author', { name: 'Kiều Oanh' })).toBe('Tác giả: Kiều Oanh');
  });

  it('set single quotation marks within what stands between double ones, and leave them elsewhere', () => {
    const title = 'Học nói “đất này còn ướt”';
    expect(say('vi', 'trash.put', { title })).toBe('Đã bỏ “Học nói ‘đất này còn ướt’” vào thùng rác.');
    expect(say('en', 'trash.put', { title })).toBe('“Học nói ‘đất này còn ướt’” was moved to the trash.');
    expect(say('vi', 'sync.act', { what: 'Duyệt', title })).toBe('Duyệt: Học nói “đất này còn ướt”');
    expect(say('vi', 'people.revoke.what', { device: 'Máy tập của Hạnh', name: 'Hạnh' })).toBe(
      'Thu hồi máy “Máy tập của Hạnh” của Hạnh.',
    );
  });

  it('write numbers and plural forms as the language does', () => {
    expect(say('vi', 'sync.cursor', { n: 48211 })).toBe('Đã nhận đến sự kiện số 48.211.');
    expect(say('en', 'sync.cursor', { n: 48211 })).toBe('Received up to event 48,211.');
    expect(say('en', 'items.count', { n: 1 })).toBe('1 item');
    expect(say('en', 'items.count', { n: 2 })).toBe('2 items');
  });
});

describe('times', () => {
  const now = new Date('2026-11-24T14:02:00+07:00');
  it.each([
    ['2026-11-24T09:12:00+07:00', '09:12', '09:12'],
    ['2026-11-23T21:02:00+07:00', 'hôm qua', 'hôm qua, 21:02'],
    ['2026-11-20T16:40:00+07:00', '20/11', 'thứ Sáu 20/11, 16:40'],
    ['2026-11-10T08:00:00+07:00', '10/11', '10/11/2026, 08:00'],
    ['2025-11-17T08:00:00+07:00', '17/11/2025', '17/11/2025, 08:00'],
  ])('%s reads %s in a list, %s in a sentence', (at, inList, inSentence) => {
    expect(short(at, now, 'vi')).toBe(inList);
    expect(long(at, now, 'vi')).toBe(inSentence);
  });

  it("are the site's, not the computer's: late in Greenwich is the next day here", () => {
    expect(clock('2026-11-23T18:30:00Z')).toBe('01:30');
    expect(date('2026-11-23T18:30:00Z')).toBe('24/11/2026');
    expect(dayBegins(now, 0)).toBe('2026-11-23T17:00:00.000Z');
  });

  it('just passed are told as such', () => {
    expect(ago('2026-11-24T14:01:30+07:00', now, 'vi')).toBe('vừa xong');
    expect(ago('2026-11-24T13:50:00+07:00', now, 'vi')).toBe('12 phút trước');
  });

  it('are due until their day is over, and after', () => {
    expect(isDue('2026-11-24T23:59:00+07:00', now)).toBe(true);
    expect(isDue('2026-11-20T08:00:00+07:00', now)).toBe(true);
    expect(isDue('2026-11-25T00:01:00+07:00', now)).toBe(false);
    const over = ['2026-11-24T14:01:00+07:00', '2026-11-24T23:59:00+07:00'].map((at) => isOver(at, now));
    expect(over).toEqual([true, false]);
  });
});

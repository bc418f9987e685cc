import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keydown } from '../../testing/press';
import { act, keysHere, lieOver, offer } from './keys';
import { vi } from '../messages/vi';
import { KEYS, signsOf } from './keyTable';

const nothing = () => undefined;

describe('keys under a pane', () => {
  it('rest until it is gone; the window’s own never do', () => {
    let made = 0;
    const add = () => act(keydown('n', { ctrlKey: true }), { 'Ctrl+N': () => (made += 1) }, 'items');
    const rise = lieOver('history');
    expect(add()).toBe(false);
    expect(act(keydown('Escape'), { Escape: nothing }, 'history')).toBe(true);
    expect(act(keydown('q', { ctrlKey: true }), { 'Ctrl+Q': nothing }, 'window')).toBe(true);
    const riseToo = lieOver('keys');
    expect(act(keydown('Escape'), { Escape: nothing }, 'history')).toBe(false);
    riseToo();
    expect(act(keydown('Escape'), { Escape: nothing }, 'history')).toBe(true);
    rise();
    expect([add(), made]).toEqual([true, 1]);
  });
});

describe('keys that a control hears itself', () => {
  const heard = (key: string) => {
    const event = keydown(key);
    const control = document.createElement('div');
    let done: boolean | undefined;
    control.addEventListener('keydown', () => (done = act(event, { ArrowLeft: nothing }, 'choice')));
    control.dispatchEvent(event);
    return done;
  };

  it('mean something in a pane too, and are listed there', () => {
    const rise = lieOver('preview');
    expect(act(keydown('ArrowLeft'), { ArrowLeft: nothing }, 'choice')).toBe(false);
    expect([heard('ArrowLeft'), heard('ArrowRight')]).toEqual([true, false]);
    rise();
  });
});

describe('every key', () => {
  const root = `${import.meta.dirname}/..`;
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(svelte|ts)$/.test(name) && !/\.test\.ts$/.test(name),
  );
  const reading = (signs: RegExp) => files.filter((name) => signs.test(readFileSync(`${root}/${name}`, 'utf8')));

  it('is bound through the table: a press is looked at nowhere else', () =>
    // In the text being written, Enter leaves a field of one line, and Escape is not the editor's own.
    expect(reading(/\bevent\.(key|code)\b|\bkeyCode\b/)).toEqual(['editor/Page.svelte']));
});

describe('the list of keys', () => {
  it('has those that mean something now, whoever heard the press first', () => {
    const f1 = keydown('F1');
    act(f1, { F1: nothing }, 'window');
    act(f1, { 'Ctrl+E': nothing, 'Ctrl+O': undefined }, 'reading');
    offer(f1, 'list');
    const [reading, list, window] = keysHere(f1);
    expect(reading).toEqual({ where: 'reading', keys: [{ name: 'Ctrl+E', word: 'act.edit' }] });
    expect(list?.keys.length).toBe(Object.keys(KEYS.list).length);
    expect(window).toEqual({ where: 'window', keys: [{ name: 'F1', word: 'keys.all' }] });
    expect(keysHere(keydown('F1'))).toEqual([]);
  });

  it('has nothing of what lies under a pane', () => {
    const rise = lieOver('preview');
    const f1 = keydown('F1');
    act(f1, { 'Ctrl+E': nothing }, 'reading');
    offer(f1, 'list');
    act(f1, { F9: nothing }, 'preview');
    expect(keysHere(f1).map(({ where }) => where)).toEqual(['preview']);
    rise();
  });

  it('names the keys of the toolbar as the toolbar does', () => {
    const toolbar = readFileSync(`${import.meta.dirname}/../editor/Toolbar.svelte`, 'utf8');
    const tools = [...toolbar.matchAll(/word: '([a-z._]+)',\s+key: '([^']+)'/g)].map(([, word, key]) => [key, word]);
    const listed = Object.entries({ ...KEYS.text, ...KEYS.editor }).map(([name, word]) => [signsOf(name), word]);
    expect(tools.length).toBeGreaterThan(8);
    expect(listed).toEqual(expect.arrayContaining(tools));
  });

  it('speaks of segments where one translates, of passages elsewhere', () => {
    const words = (where: 'translate' | 'fork') => ['1', '2', '5'].map((key) => vi[KEYS[where][key as '1']]);
    expect(words('translate').join()).toMatch(/^(?!.*đoạn).*câu/i);
    expect(words('fork').join()).toMatch(/^(?!.*câu).*đoạn/i);
  });

  it('writes signs as the keyboard has them', () =>
    expect(['Ctrl+Shift+S', 'ArrowDown', 'Shift+F4', 'Escape', 'Ctrl+,'].map(signsOf)).toEqual([
      'Ctrl Shift S',
      '↓',
      'Shift F4',
      'Esc',
      'Ctrl ,',
    ]));
});

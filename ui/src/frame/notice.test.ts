import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { Desk } from './desk.svelte';
import { keysHere } from './keys';
import Notice from './Notice.svelte';

const URL = 'https://songoaivu.example.vn/songoaivu/';
let desk: Desk;
let memory: MemoryDesk;
let shown: object;
let copied: string[];
beforeEach(async () => {
  copied = [];
  vi.stubGlobal('navigator', { clipboard: { writeText: async (words: string) => void copied.push(words) } });
  memory = new MemoryDesk();
  desk = new Desk(memory);
  (await desk.start())();
  shown = mount(Notice, { target: document.body, props: { desk } });
  memory.failing.set('pageOpen', problem('no_browser'));
  await desk.open(URL);
  flushSync();
});
afterEach(() => {
  void unmount(shown);
  vi.unstubAllGlobals();
});
const words = () => document.body.textContent;

describe('what is said above every view', () => {
  it('names the address that no browser was opened for, and copies it', async () => {
    expect(words()).toContain(URL);
    press('c', { ctrlKey: true, shiftKey: true });
    await vi.waitFor(() => expect(words()).toContain('Đã chép'));
    expect(copied).toEqual([URL]);
  });

  it('says where it could not be copied', async () => {
    vi.stubGlobal('navigator', {});
    press('c', { ctrlKey: true, shiftKey: true });
    await vi.waitFor(() => expect(words()).toContain('bấm Ctrl C'));
  });

  it('goes with Escape, which means something else again then', () => {
    expect(press('Escape').defaultPrevented).toBe(true);
    expect(words()).not.toContain(URL);
    expect(press('Escape').defaultPrevented).toBe(false);
    expect(keysHere(press('F1'))).toEqual([]);
  });

  it('has its keys in the list', () =>
    expect(keysHere(press('F1')).flatMap(({ keys }) => keys.map(({ name }) => name))).toEqual([
      'Ctrl+Shift+C',
      'Escape',
    ]));
});

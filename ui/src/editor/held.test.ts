import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { showEditor, typeInto } from '../../testing/writing';
import { Desk } from '../frame/desk.svelte';

let desk: Desk;
let hide: (() => void) | undefined;
let title: HTMLTextAreaElement;
afterEach(() => hide?.());

/** About to leave a text of which something is not on disk. */
beforeEach(async () => {
  const memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.refresh();
  hide = await showEditor(desk, [...memory.shown.keys()][0] ?? '');
  const found = document.querySelector<HTMLTextAreaElement>('textarea.title');
  if (!found) throw new Error('no title');
  title = found;
  memory.draftSave = () => Promise.reject(problem('secret_mark') as unknown as Error);
  typeInto(title, 'MẬT');
  press('Escape');
  await expect.poll(() => here()).toBe('Ở lại Esc');
});

/** The words of the button that has the keyboard. */
const here = () => document.activeElement?.textContent.replace(/(Esc|Ctrl)/, ' $1');

describe('words that are not on disk keep one from leaving', () => {
  it('and Escape stays, where the keyboard was before', async () => {
    press('Escape');
    await expect.poll(() => document.activeElement).toBe(title);
    expect([desk.writing !== null, desk.leaving.held]).toEqual([true, null]);
  });

  it('until they are given up, by a key of their own', async () => {
    press('D', { ctrlKey: true, shiftKey: true });
    await expect.poll(() => desk.writing).toBeNull();
  });

  it('and ask again each time one is about to leave', async () => {
    title.focus();
    await desk.go('review');
    flushSync();
    await expect.poll(() => here()).toBe('Ở lại Esc');
  });
});

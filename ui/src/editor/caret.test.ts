import type { Editor } from '@tiptap/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { showEditor } from '../../testing/writing';
import { Desk } from '../frame/desk.svelte';

let hide: (() => void) | undefined;
let text: HTMLElement & { editor: Editor };
beforeEach(async () => {
  const memory = new MemoryDesk();
  const desk = new Desk(memory);
  await desk.refresh();
  hide = await showEditor(desk, [...memory.shown.keys()][0] ?? '');
  text = document.querySelector('.ProseMirror') as typeof text;
  await expect.poll(() => document.activeElement).toBe(text);
});
afterEach(() => hide?.());

const atEnd = () => text.editor.state.selection.to === text.editor.state.doc.content.size - 1;

/** Counts how often the caret is shown while that is done. */
async function shows(act: () => void): Promise<number> {
  let n = 0;
  const count = ({ transaction }: { transaction: { scrolledIntoView: boolean } }) =>
    void (n += transaction.scrolledIntoView ? 1 : 0);
  text.editor.on('transaction', count);
  act();
  await Promise.resolve();
  text.editor.off('transaction', count);
  return n;
}
const loads = () => text.querySelector('img')?.dispatchEvent(new Event('load'));

describe('the caret', () => {
  it('stands at the end of a text that is opened, and stays in sight while pictures come', async () => {
    await expect.poll(atEnd).toBe(true);
    expect(await shows(loads)).toBe(1);
    press('Shift');
    expect(await shows(loads)).toBe(0);
  });

  it.each(['Home', 'End'])('is shown by Ctrl+%s even where it stands there already', async (key) => {
    press(key, { ctrlKey: true });
    expect(await shows(() => press(key, { ctrlKey: true }))).toBe(1);
    expect(atEnd()).toBe(key === 'End');
  });

  it('goes to the end by a press of the mouse below the last line', async () => {
    press('Home', { ctrlKey: true });
    document.querySelector<HTMLElement>('[data-facts] input')?.focus();
    const page = document.querySelector('.desk > .scroll');
    page?.dispatchEvent(new MouseEvent('mousedown', { clientY: 700, bubbles: true, cancelable: true }));
    await expect.poll(() => document.activeElement).toBe(text);
    expect(atEnd()).toBe(true);
  });
});

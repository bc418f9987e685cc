import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { showEditor } from '../../testing/writing';
import { Desk } from '../frame/desk.svelte';

let hide: (() => void) | undefined;
beforeEach(async () => {
  const memory = new MemoryDesk();
  const desk = new Desk(memory);
  await desk.refresh();
  // The first text of the sample has a picture without description and source.
  hide = await showEditor(desk, [...memory.shown.keys()][0] ?? '');
  await expect.poll(() => goes().length).toBeGreaterThan(1);
});
afterEach(() => hide?.());

const goes = () =>
  [...document.querySelectorAll<HTMLElement>('[data-checks] li')].flatMap((found) => {
    const button = found.querySelector('button');
    return button ? [{ says: found.textContent, button }] : [];
  });
const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
const here = () => document.activeElement as HTMLElement | null;

/** Goes where the finding that says so leads, and waits for all that the editor does with the next frames. */
async function goTo(words: string): Promise<void> {
  goes()
    .find(({ says }) => says.includes(words))
    ?.button.click();
  await expect.poll(() => document.querySelector('[data-picture]')).not.toBeNull();
  await frame();
  await frame();
}

describe('a picture', () => {
  it.each([
    ['chưa có mô tả', 'alt'],
    ['chưa ghi nguồn', 'credit'],
  ])('that %s is led to in the field that lacks it', async (words, name) => {
    await goTo(words);
    expect(here()?.dataset['picture']).toBe(name);
  });

  it('that is chosen is left alone by what is typed: that begins a paragraph below it', async () => {
    await goTo('chưa có mô tả');
    const before = document.querySelector('.ProseMirror figure')?.previousElementSibling?.textContent;
    document.querySelector<HTMLElement>('.ProseMirror')?.focus();
    press('a');
    const below = document.querySelector('.ProseMirror figure + p');
    expect(below?.textContent).toBe('');
    expect(below?.contains(document.getSelection()?.anchorNode ?? null)).toBe(true);
    expect(document.querySelector('.ProseMirror figure')?.previousElementSibling?.textContent).toBe(before);
  });
});

describe('F6', () => {
  it('leads to the facts, and from the last of them back into the text', async () => {
    press('F6');
    await expect.poll(() => here()?.dataset['field']).toBe('author');
    document.querySelector<HTMLElement>('[data-facts] [data-field="genre"]')?.focus();
    press('F6');
    await expect.poll(() => here()?.className).toContain('ProseMirror');
  });

  it('leads to the facts of a chosen picture first', async () => {
    await goTo('chưa có mô tả');
    document.querySelector<HTMLElement>('.ProseMirror')?.focus();
    press('F6');
    await expect.poll(() => here()?.dataset['picture']).toBe('alt');
    press('F6');
    await expect.poll(() => here()?.dataset['field']).toBe('author');
    press('F6');
    await expect.poll(() => here()?.className).toContain('ProseMirror');
  });
});

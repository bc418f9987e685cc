import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withoutLayout } from '../../testing/layout';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { ME } from '../../testing/sample';
import App from '../App.svelte';
import { Desk } from './desk.svelte';
import { editors } from './editors.svelte';

withoutLayout();
let memory: MemoryDesk;
let app: object;
beforeEach(async () => {
  memory = new MemoryDesk();
  await editors.load();
});
afterEach(() => unmount(app));

async function show(): Promise<Desk> {
  const desk = new Desk(memory);
  app = mount(App, { target: document.body, props: { desk } });
  await expect.poll(() => document.querySelector('nav')).not.toBeNull();
  return desk;
}
const inList = () => document.activeElement?.role === 'listbox';
const drop = () => (document.activeElement as HTMLElement | null)?.blur();
const button = (words: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent.includes(words));

/** Opens a text for writing at the desk one practises at, and answers that desk once the text has the keyboard. */
async function write(lang: string): Promise<Desk> {
  memory.practisingAs = 'editor';
  const { row } = memory.first((one) => one.lang === lang && one.state === 'draft');
  const desk = await show();
  await desk.write(row.edition);
  await expect.poll(() => document.activeElement?.matches('textarea, [contenteditable]')).toBe(true);
  return desk;
}

describe('the menu of the roles', () => {
  it.each([
    ['the editor', 'vi', 'Soạn thảo'],
    ['the translation', 'en', 'Biên dịch'],
  ])('opens from %s: the text is left, and the menu has the keyboard', async (_, lang, screen) => {
    const desk = await write(lang);
    expect(document.querySelector(`section[aria-label="${screen}"]`)).not.toBeNull();
    press('j', { ctrlKey: true });
    await expect.poll(() => document.activeElement?.role).toMatch(/menuitem/);
    expect([desk.writing, desk.practising.menu]).toEqual([null, true]);
    press('2');
    await expect.poll(() => desk.practising.me).not.toBe('editor');
  });

  it('does not open where words are not on disk', async () => {
    const desk = await write('vi');
    desk.leaving.before(async () => false);
    press('j', { ctrlKey: true });
    await expect.poll(() => desk.leaving.held).not.toBeNull();
    expect([desk.writing === null, desk.practising.menu]).toEqual([false, false]);
  });
});

describe('the keyboard comes into the list', () => {
  it.each(['1', '2', '3', '4', '5'])('of the place one is in by its key (Alt+%s)', async (key) => {
    await show();
    press(key, { altKey: true });
    await expect.poll(inList).toBe(true);
    drop();
    press(key, { altKey: true });
    await expect.poll(inList).toBe(true);
  });

  it('once a text was taken back, and its button is gone', async () => {
    const { row } = memory.first(({ state }) => state === 'submitted');
    memory.shown.set(row.edition, { ...memory.of(row.edition), submitted_by: ME });
    const desk = await show();
    await desk.read('items', row.edition);
    await expect.poll(() => button('Rút lại')).toBeDefined();
    button('Rút lại')?.focus();
    button('Rút lại')?.click();
    await expect.poll(() => button('Rút lại')).toBeUndefined();
    await expect.poll(inList).toBe(true);
  });

  it('once the menu of the roles is closed over nothing', async () => {
    memory.practisingAs = 'editor';
    await show();
    press('2', { altKey: true });
    await expect.poll(inList).toBe(true);
    drop();
    press('j', { ctrlKey: true });
    await expect.poll(() => document.activeElement?.role).toMatch(/menuitem/);
    press('Escape');
    await expect.poll(inList).toBe(true);
  });
});

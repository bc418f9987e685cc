import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withoutLayout } from '../../testing/layout';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { Desk } from '../frame/desk.svelte';
import HomeScreen from '../home/HomeScreen.svelte';
import ItemsScreen from './ItemsScreen.svelte';

withoutLayout();
let memory: MemoryDesk;
let desk: Desk;
let shown: object;
beforeEach(async () => {
  memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.refresh();
});
afterEach(() => unmount(shown));

const lists = () => [...document.querySelectorAll<HTMLElement>('[role=listbox]')];
const marked = (list: HTMLElement | undefined) => list?.getAttribute('aria-activedescendant') ?? null;

it('a row that is pressed leaves the keyboard with the list, and the arrows go on from there', async () => {
  shown = mount(ItemsScreen, { target: document.body, props: { desk, onwhere: () => undefined } });
  await expect.poll(() => document.activeElement?.role).toBe('listbox');
  const [list] = lists();
  const row = list?.querySelector<HTMLElement>('[role=option]');
  row?.focus();
  row?.click();
  expect(document.activeElement).toBe(list);
  const before = marked(list);
  press('ArrowDown');
  await expect.poll(() => marked(list)).not.toBe(before);
});

it('a word that is done being composed is not searched for anew, and Down reads the first hit', async () => {
  shown = mount(ItemsScreen, { target: document.body, props: { desk, onwhere: () => undefined } });
  await expect.poll(() => document.activeElement?.role).toBe('listbox');
  const [list] = lists();
  press('ArrowDown');
  const field = document.querySelector<HTMLInputElement>('input[type=search]');
  if (!field) throw new Error('no field');
  field.focus();
  const types = (value: string, inputType: string) => {
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { inputType, bubbles: true }));
  };
  const asked: string[] = [];
  const { itemsSearch } = memory;
  memory.itemsSearch = (text, limit) => {
    asked.push(text);
    return itemsSearch(text, limit);
  };
  types('dong tau', 'insertCompositionText');
  types('', 'deleteCompositionText');
  types('dong tau', 'insertFromComposition');
  press('ArrowDown');
  await expect.poll(() => desk.reading).toBe(memory.titled('đóng tàu').row.edition);
  expect([document.activeElement === list, asked]).toEqual([true, ['dong tau']]);
  await expect.poll(() => marked(list)).not.toBeNull();
});

it('comes back to the row one went from', async () => {
  shown = mount(HomeScreen, { target: document.body, props: { desk, onwhere: () => undefined } });
  await expect.poll(() => marked(lists()[0])).not.toBeNull();
  press('ArrowDown');
  await expect.poll(() => marked(lists()[0])).toMatch(/1$/);
  const second = document.querySelectorAll('[role=option]')[1]?.textContent;
  press('Enter');
  await expect.poll(() => desk.writing ?? desk.choosing ?? desk.place).not.toBe('home');
  await unmount(shown);
  shown = mount(HomeScreen, { target: document.body, props: { desk, onwhere: () => undefined } });
  await expect.poll(() => document.querySelector('[aria-selected=true]')?.textContent).toBe(second);
});

it('a list that never had the keyboard marks no row', async () => {
  shown = mount(HomeScreen, { target: document.body, props: { desk, onwhere: () => undefined } });
  await expect.poll(() => lists().length).toBe(2);
  const [todo, ahead] = lists();
  await expect.poll(() => document.activeElement).toBe(todo);
  await expect.poll(() => marked(todo)).not.toBeNull();
  expect(marked(ahead)).toBeNull();
  ahead?.focus();
  await expect.poll(() => marked(ahead)).not.toBeNull();
});

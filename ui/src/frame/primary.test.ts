import { mount, unmount, type Component } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import ConsultationsScreen from '../consultations/ConsultationsScreen.svelte';
import HomeScreen from '../home/HomeScreen.svelte';
import ItemsScreen from '../items/ItemsScreen.svelte';
import PeoplePage from '../settings/PeoplePage.svelte';
import SyncScreen from '../sync/SyncScreen.svelte';
import { Desk } from './desk.svelte';
import { restEnter } from './keys';

type View = Component<{ desk: Desk; onwhere: (words: string) => void }>;

let shown: ReturnType<typeof mount> | undefined;
afterEach(() => {
  restEnter(0);
  return shown && unmount(shown);
});

/** Shows the view; answers its desk once the primary button stands, and how its key reads. */
async function show(view: unknown, memory: MemoryDesk): Promise<{ desk: Desk; key: string | null | undefined }> {
  const desk = new Desk(memory);
  await desk.refresh();
  shown = mount(view as View, { target: document.body, props: { desk, onwhere: () => undefined } });
  await expect.poll(() => document.querySelector('button.primary')).not.toBeNull();
  return { desk, key: document.querySelector('button.primary kbd')?.textContent };
}

const pressCtrlEnter = () => press('Enter', { ctrlKey: true });

describe('Ctrl+Enter does the primary', () => {
  it.each([
    ['of what is mine', HomeScreen, 'article'],
    ['of the list of items', ItemsScreen, 'article'],
    ['of the consultations', ConsultationsScreen, 'consultation'],
  ])('%s where nothing is begun', async (_, view, kind) => {
    const memory = new MemoryDesk({ sample: false });
    const { desk, key } = await show(view, memory);
    expect(key).toBe('Ctrl Enter');
    pressCtrlEnter();
    await expect.poll(() => memory.shown.get(desk.writing ?? '')?.row.kind).toBe(kind);
  });

  it('of the people: inviting, and then the invitation', async () => {
    const memory = Object.assign(new MemoryDesk(), { roles: ['chief'] });
    const { key } = await show(PeoplePage, memory);
    expect(key).toBe('Ctrl Enter');
    pressCtrlEnter();
    const field = document.querySelector<HTMLInputElement>('form input');
    if (!field) throw new Error('no form');
    field.value = 'Lệ Ẩn';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    pressCtrlEnter();
    await expect.poll(() => memory.invited.map(({ name }) => name)).toEqual(['Lệ Ẩn']);
  });

  it('of sending and receiving', async () => {
    const { desk, key } = await show(SyncScreen, new MemoryDesk());
    expect(key).toBe('Ctrl Enter');
    pressCtrlEnter();
    await expect.poll(() => desk.exchange.last).not.toBeNull();
  });
});

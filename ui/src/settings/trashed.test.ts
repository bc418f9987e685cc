import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { Desk } from '../frame/desk.svelte';
import { keysHere } from '../frame/keys';
import { signsOf } from '../frame/keyTable';
import type { Trashed } from '../ipc';
import TrashLine from '../items/TrashLine.svelte';
import SettingsScreen from './SettingsScreen.svelte';
import TrashPage from './TrashPage.svelte';
import { TrashedItems } from './trashed.svelte';

let memory: MemoryDesk;
let desk: Desk;
let trashed: TrashedItems;
let shown: object | null;

/** Puts a new text into the trash, as the list does. */
async function put(title: string, kind = 'article'): Promise<string> {
  const { edition, item } = await memory.itemsNew(kind, 'vi');
  const of = memory.of(edition);
  memory.shown.set(edition, { ...of, row: { ...of.row, title, revision: null } });
  await desk.trash.put(memory.of(edition).row, () => Promise.resolve(null));
  return item;
}

beforeEach(async () => {
  shown = null;
  memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.start();
  trashed = new TrashedItems(desk);
});
afterEach(() => void (shown && unmount(shown)));

const first = (): Trashed => {
  const [one] = trashed.all ?? [];
  if (!one) throw new Error('nothing there');
  return one;
};

describe('what lies in the trash', () => {
  it('is read, the last put there first', async () => {
    expect(trashed.all).toBeNull();
    await put('Một');
    await put('Hai', 'consultation');
    await trashed.load();
    expect(trashed.all?.map(({ title, kind }) => [title, kind])).toEqual([
      ['Hai', 'consultation'],
      ['Một', 'article'],
    ]);
  });

  it('is taken out, told of, and no longer to be undone', async () => {
    await put('Một');
    const item = await put('Hai');
    await trashed.load();
    await trashed.takeOut(first());
    expect(trashed.taken?.title).toBe('Hai');
    expect(trashed.all?.map(({ title }) => title)).toEqual(['Một']);
    expect(memory.of(`${item}:vi`).row.title).toBe('Hai');
    expect(desk.trash.last?.title).toBe('Một');
  });

  it('is taken out once, however often that is pressed', async () => {
    await put('Một');
    await trashed.load();
    const one = first();
    await Promise.all([trashed.takeOut(one), trashed.takeOut(one)]);
    expect([trashed.problem, trashed.taken?.title]).toEqual([null, 'Một']);
  });

  it('is opened where items of its kind stand', async () => {
    const item = await put('Lấy ý kiến', 'consultation');
    await trashed.load();
    await trashed.takeOut(first());
    await trashed.open();
    expect([desk.place, desk.reading]).toEqual(['consultations', `${item}:vi`]);
    await put('Một');
    await trashed.load();
    await trashed.takeOut(first());
    await trashed.open();
    expect(desk.place).toBe('items');
  });

  it('stays there where that was refused, and why is told until the next act', async () => {
    await put('Một');
    await trashed.load();
    memory.failing.set('itemsUntrash', problem('io'));
    await trashed.takeOut(first());
    expect([trashed.problem?.code, trashed.taken, trashed.all?.length]).toEqual(['io', null, 1]);
    expect(desk.trash.last?.title).toBe('Một');
    await trashed.takeOut(first());
    expect([trashed.problem, trashed.all]).toEqual([null, []]);
  });

  it('is not said to be nothing where it could not be read', async () => {
    memory.failing.set('itemsTrashed', problem('io'));
    await trashed.load();
    expect([trashed.problem?.code, trashed.all]).toEqual(['io', null]);
  });
});

describe('the page of the trash', () => {
  /** What has the keyboard, and what that is said to be of. */
  const focused = () => {
    const of = document.getElementById(document.activeElement?.getAttribute('aria-describedby') ?? '');
    return [document.activeElement?.firstChild?.textContent, of?.textContent].filter(Boolean).join(': ');
  };
  const words = () => document.body.textContent;
  const listed = () => keysHere(press('F1')).flatMap(({ keys }) => keys.map(({ name }) => name));
  function showLine(): void {
    shown = mount(TrashLine, { target: document.body, props: { trash: desk.trash, onundo: () => undefined } });
    flushSync();
  }

  it('is walked by the arrows; Enter takes the row out, and the keyboard stays in the list', async () => {
    await put('');
    await put('Hai');
    await put('Ba', 'consultation');
    shown = mount(TrashPage, { target: document.body, props: { desk } });
    await vi.waitFor(() => expect(words()).toContain('Chưa có tiêu đề'));
    press('Enter');
    expect(memory.trashed.size).toBe(3);
    press('ArrowDown');
    expect(focused()).toBe('Lấy ra: Ba');
    press('ArrowDown');
    press('ArrowUp');
    press('Enter');
    await vi.waitFor(() => expect(focused()).toBe('Lấy ra: Hai'));
    expect(words()).toContain('Đã lấy ra “Ba”. Mục này nay ở Lấy ý kiến.');
    press('Enter');
    await vi.waitFor(() => expect(focused()).toBe('Lấy ra: Chưa có tiêu đề'));
    press('Enter');
    await vi.waitFor(() => expect(focused()).toBe('Mở mục này'));
    expect(words()).toContain('Thùng rác trống');
  });

  it('is reached from the line that tells what went there, by its button and by its key', async () => {
    await put('Một');
    showLine();
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent.startsWith('Mở thùng rác'));
    expect(button?.querySelector('kbd')?.textContent).toBe(signsOf('Ctrl+T'));
    for (const open of [() => button?.click(), () => press('t', { ctrlKey: true })]) {
      await desk.go('items');
      desk.settingsPage = 'look';
      open();
      await vi.waitFor(() => expect([desk.place, desk.settingsPage]).toEqual(['settings', 'trash']));
    }
  });

  it('has a key that F1 lists, but none where nothing is told of', async () => {
    showLine();
    press('t', { ctrlKey: true });
    expect([desk.place, listed()]).toEqual(['home', []]);
    await put('Một');
    flushSync();
    expect(listed()).toEqual(['Ctrl+Z', 'Ctrl+T']);
  });

  it('follows its name in the list of pages: from there Tab goes to its first row', async () => {
    await put('Một');
    await put('Hai');
    desk.settingsPage = 'trash';
    shown = mount(SettingsScreen, { target: document.body, props: { desk, onwhere: () => undefined } });
    await vi.waitFor(() => expect(words()).toContain('Hai'));
    const stops = [...document.querySelectorAll('button')].filter(({ tabIndex }) => tabIndex >= 0);
    expect(stops.map((button) => button.firstChild?.textContent)).toEqual([expect.anything(), 'Lấy ra', 'Lấy ra']);
    expect(document.activeElement).toBe(stops[0]);
    press('ArrowDown');
    await vi.waitFor(() =>
      expect([desk.settingsPage, (document.activeElement as HTMLElement).tabIndex]).toEqual(['practice', 0]),
    );
    for (const [key, page] of [
      ['Home', 'people'],
      ['End', 'look'],
    ] as const) {
      press(key);
      await vi.waitFor(() =>
        expect([desk.settingsPage, document.activeElement?.getAttribute('aria-current')]).toEqual([page, 'page']),
      );
    }
  });
});

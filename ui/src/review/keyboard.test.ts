import { mount, tick, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withoutLayout } from '../../testing/layout';
import { MemoryDesk } from '../../testing/memory';
import { keydown, press } from '../../testing/press';
import { Desk } from '../frame/desk.svelte';
import { toAnchor } from '../frame/focus';
import ReviewScreen from './ReviewScreen.svelte';

withoutLayout();
let memory: MemoryDesk;
let desk: Desk;
let screen: object;
const OTHERS = ['Sa Huỳnh', 'học bổng'];

/** Three texts wait for this member. */
beforeEach(async () => {
  memory = new MemoryDesk();
  for (const title of OTHERS) {
    const shown = memory.titled(title);
    memory.shown.set(shown.row.edition, {
      ...shown,
      submitted_by: 'b',
      needed: 1,
      row: { ...shown.row, state: 'submitted', reason: null },
    });
  }
  desk = new Desk(memory);
  await desk.refresh();
  screen = mount(ReviewScreen, { target: document.body, props: { desk, onwhere: () => undefined } });
  await expect.poll(hasKeyboard).toBe(true);
});
afterEach(async () => {
  await unmount(screen);
});

const hasKeyboard = () => document.activeElement?.role === 'listbox';
const ctrlEnter = () => press('Enter', { ctrlKey: true });
const chosen = () => document.querySelector('.sheet h1')?.textContent;
const status = () => document.querySelector('[role=status] .banner')?.textContent ?? '';
const isOpen = () => document.querySelector('[data-sign]') !== null;
/** The keyboard is in the list, at the text that is shown. */
async function inList(title: string): Promise<void> {
  await expect.poll(chosen).toContain(title);
  await expect.poll(hasKeyboard).toBe(true);
}
async function open(): Promise<void> {
  await expect.poll(() => document.querySelector('.decide')).not.toBeNull();
  ctrlEnter();
  await expect.poll(() => document.activeElement?.hasAttribute('data-sign')).toBe(true);
}

describe('after a decision the keyboard is in the list', () => {
  it('at the next text, and what was done is said', async () => {
    await inList('Champasak');
    await open();
    ctrlEnter();
    await inList('Sa Huỳnh');
    expect(status()).toMatch(/Đã ký duyệt “.*Champasak.*” lúc \d\d:\d\d[.]/);
    press('ArrowDown');
    await inList('học bổng');
    expect(status()).toBe('');
  });

  it('also after one was returned from the middle', async () => {
    press('ArrowDown');
    await inList('Sa Huỳnh');
    press('r', { ctrlKey: true });
    const field = document.querySelector<HTMLTextAreaElement>('form textarea');
    if (!field) throw new Error('no field');
    await expect.poll(() => document.activeElement).toBe(field);
    field.value = 'Bổ sung nguồn ảnh';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    ctrlEnter();
    await inList('học bổng');
    expect(status()).toContain('Đã trả lại “Người giữ nghề đóng tàu');
  });

  it('at the same text where it was left for later', async () => {
    await inList('Champasak');
    await open();
    press('Escape');
    await inList('Champasak');
    expect([memory.approved, status()]).toEqual([[], '']);
  });
});

describe('what one did not look at is not signed', () => {
  it('by a press too many: it leads to the next text, and only then opens its decision', async () => {
    await inList('Champasak');
    await open();
    ctrlEnter();
    await inList('Sa Huỳnh');
    ctrlEnter();
    await tick();
    expect([isOpen(), status(), document.activeElement?.role]).toEqual([false, '', 'region']);
    ctrlEnter();
    await expect.poll(isOpen).toBe(true);
    expect(memory.approved).toHaveLength(1);
  });

  it('nor by a key that is held down', async () => {
    await inList('Champasak');
    await open();
    const held = keydown('Enter', { ctrlKey: true, repeat: true });
    document.activeElement?.dispatchEvent(held);
    await tick();
    expect([memory.approved, held.defaultPrevented]).toEqual([[], true]);
  });
});

it('one key leads from the list into the text, where the others scroll it, and one back', async () => {
  await inList('Champasak');
  press('ArrowRight');
  await expect.poll(() => document.activeElement?.role).toBe('region');
  const scrolls = ['PageDown', ' ', 'ArrowDown', 'End'].map((key) => press(key).defaultPrevented);
  expect([scrolls, chosen()]).toEqual([[false, false, false, false], expect.stringContaining('Champasak')]);
  press('ArrowLeft');
  await inList('Champasak');
  press('PageDown');
  await expect.poll(chosen).not.toContain('Champasak');
});

it('whoever asks for the place again is in its list', async () => {
  await inList('Champasak');
  (document.activeElement as HTMLElement).blur();
  expect(toAnchor()).toBe(true);
  await inList('Champasak');
});

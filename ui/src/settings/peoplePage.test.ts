import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { Desk } from '../frame/desk.svelte';
import PeoplePage from './PeoplePage.svelte';

let memory: MemoryDesk;
let shown: object;
let copied: string[];
beforeEach(async () => {
  copied = [];
  vi.stubGlobal('navigator', { clipboard: { writeText: async (words: string) => void copied.push(words) } });
  memory = new MemoryDesk();
  memory.roles = ['chief'];
  const desk = new Desk(memory);
  (await desk.start())();
  shown = mount(PeoplePage, { target: document.body, props: { desk } });
  await vi.waitFor(() => expect(words()).toContain('Đỗ Kiều Oanh'));
  act('Xem và sửa');
});
afterEach(() => {
  void unmount(shown);
  vi.unstubAllGlobals();
});

const words = () => document.body.textContent;
const button = (word: string) => {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent.startsWith(word));
  if (!found) throw new Error(`no button ${word}`);
  return found;
};
/** As a press of Enter or Space on the button that has the keyboard. */
function act(word?: string): void {
  const to = word ? button(word) : (document.activeElement as HTMLElement);
  to.focus();
  to.click();
  flushSync();
}
const role = (word: string) =>
  [...document.querySelectorAll('label')].find((one) => one.textContent.includes(word))?.querySelector('input');

describe('the page of the people', () => {
  it('changes a role in two steps: chosen, and signed with what changes', async () => {
    const box = role('Người soát');
    box?.click();
    flushSync();
    expect(words()).toContain('Giao: Người soát.');
    expect(document.querySelectorAll('button.primary')).toHaveLength(1);
    press('Escape');
    expect([words().includes('Giao: Người soát.'), box?.checked]).toEqual([false, false]);
    box?.click();
    flushSync();
    expect(memory.given).toEqual([]);
    press('Enter', { ctrlKey: true });
    await vi.waitFor(() => expect(words()).toContain('có hiệu lực khi Cổng nhận'));
    expect(memory.given).toMatchObject([{ role: 'reviser', held: true }]);
  });

  it('lets the invitation be, by a button and by its key', async () => {
    for (const leave of [() => act('Thôi'), () => press('Escape')]) {
      act('Mời người mới');
      expect(document.activeElement).toBe(document.querySelector('form input'));
      leave();
      flushSync();
      expect(document.querySelector('form')).toBeNull();
      await vi.waitFor(() => expect(document.activeElement?.textContent).toMatch(/^Mời người mới/));
    }
  });

  it('revokes no computer by Enter pressed again and again', () => {
    act('Thu hồi');
    expect(document.activeElement?.textContent).toMatch(/^Thôi/);
    act();
    expect([memory.revoked, words().includes('Xác nhận thu hồi')]).toEqual([[], false]);
    expect(document.activeElement?.textContent).toBe('Thu hồi');
    act('Thu hồi');
    act('Xác nhận thu hồi');
    expect(memory.revoked).toHaveLength(1);
  });

  it('copies address and code together by a key, and lets them go then', async () => {
    act('Mời thêm một máy');
    await vi.waitFor(() => expect(words()).toContain('bt1.'));
    press('Escape');
    expect(words()).toContain('Mã này không hiện lại');
    press('c', { ctrlKey: true, shiftKey: true });
    await vi.waitFor(() => expect(words()).toContain('Đã chép'));
    expect(copied[0]).toMatch(/^Địa chỉ Cổng: https:\S+\nMã mời: bt1\.\S+$/);
    expect(words()).not.toContain('Mã này không hiện lại');
    press('Escape');
    expect(words()).not.toContain('bt1.');
  });
});

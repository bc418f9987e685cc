import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { press } from '../../testing/press';
import { preferences } from '../look/preferences.svelte';
import Appearance from '../settings/Appearance.svelte';

let shown: object;
beforeEach(() => {
  preferences.choose({ language: 'vi', theme: 'system', size: 'medium' });
  shown = mount(Appearance, { target: document.body });
});
afterEach(() => {
  void unmount(shown);
  preferences.choose({ language: 'vi', theme: 'system', size: 'medium' });
});

const radios = (group: number) => [
  ...(document.querySelectorAll('[role=radiogroup]')[group]?.querySelectorAll('button') ?? []),
];
const focused = () => document.activeElement?.textContent;
const stops = () => [...document.querySelectorAll('button')].filter(({ tabIndex }) => tabIndex === 0).map(textOf);
const textOf = ({ textContent }: Element) => textContent;

describe('a few choices', () => {
  it('are walked by the arrows: the focus goes with the choice, and round', async () => {
    radios(1)[0]?.focus();
    for (const [key, word] of [
      ['ArrowRight', 'Sáng'],
      ['ArrowDown', 'Tối'],
      ['ArrowLeft', 'Sáng'],
      ['ArrowUp', 'Theo máy'],
      ['ArrowLeft', 'Tương phản cao'],
    ] as const) {
      press(key);
      await vi.waitFor(() => expect(focused()).toBe(word));
    }
    expect(preferences.chosen.theme).toBe('contrast');
  });

  it('keep the focus where all words change with the choice', async () => {
    radios(0)[0]?.focus();
    press('ArrowRight');
    await vi.waitFor(() => expect(focused()).toBe('English'));
    expect(radios(1).map(textOf)[0]).not.toBe('Theo máy');
    press('ArrowRight');
    await vi.waitFor(() => expect(focused()).toBe('Tiếng Việt'));
  });

  it('are one stop of Tab each: the choice that stands', async () => {
    radios(1)[0]?.focus();
    press('ArrowRight');
    await vi.waitFor(() => expect(stops()).toEqual(['Tiếng Việt', 'Sáng', 'Chữ vừa']));
  });
});

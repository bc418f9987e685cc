import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anchor } from './focus';
import { keepFocus } from './keepFocus';
import { lieOver } from './keys';

let letGo: () => void;
const put = (name: string, into: HTMLElement = document.body): HTMLElement => {
  const it = document.createElement(name);
  into.append(it);
  return it;
};
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  letGo = keepFocus();
});
afterEach(() => {
  vi.useRealTimers();
  letGo();
  document.body.replaceChildren();
});
/** All that follows from what was done is done. */
async function settled(): Promise<void> {
  await Promise.resolve();
  await vi.runAllTimersAsync();
}
const has = () => document.activeElement;

describe('the keyboard, when what had it is gone,', () => {
  it('goes to where it is at home in the view', async () => {
    const list = put('button');
    const leave = anchor(() => list.focus());
    const act = put('button');
    act.focus();
    act.remove();
    expect(has()).toBe(document.body);
    await settled();
    expect(has()).toBe(list);
    leave();
  });

  it('stays beside it on a page that has many places', async () => {
    const page = put('section');
    page.dataset['stays'] = '';
    const row = put('div', page);
    const step = put('div', row);
    const act = put('button', step);
    act.focus();
    step.remove();
    await settled();
    expect(has()).toBe(row);
  });

  it('comes back to what only rested', async () => {
    const list = put('button');
    const leave = anchor(() => list.focus());
    const act = put('button') as HTMLButtonElement;
    act.focus();
    act.blur();
    act.disabled = true;
    await settled();
    expect(has()).toBe(document.body);
    act.disabled = false;
    await settled();
    expect(has()).toBe(act);
    leave();
  });

  it('is left where a view or a person has put it, and under what lies over the rest', async () => {
    const list = put('button');
    const leave = anchor(() => list.focus());
    const [act, field] = [put('button'), put('input')];
    act.focus();
    act.remove();
    field.focus();
    const rise = lieOver('menu');
    field.remove();
    await settled();
    expect(has()).toBe(document.body);
    rise();
    put('p');
    await settled();
    expect(has()).toBe(list);
    leave();
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { ignoreSecondClicks } from './doubleClick';

let stop: () => void;
beforeEach(() => (stop = ignoreSecondClicks()));
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

function clicks(button: HTMLElement, ...details: number[]): number {
  let heard = 0;
  button.addEventListener('click', () => (heard += 1));
  document.body.append(button);
  for (const detail of details) button.dispatchEvent(new MouseEvent('click', { detail, bubbles: true }));
  return heard;
}

it('a double click is one press, for whatever button lies under the hand by then', () => {
  const button = document.createElement('button');
  expect(clicks(button, 1, 2, 3)).toBe(1);
  // Of another that has taken its place nothing is heard.
  expect(clicks(document.createElement('button'), 2)).toBe(0);
});

it('the second press leaves the keyboard where the first one led', () => {
  const button = document.createElement('button');
  document.body.append(button);
  const press = (detail: number) =>
    button.dispatchEvent(new MouseEvent('mousedown', { detail, bubbles: true, cancelable: true }));
  expect([press(1), press(2)]).toEqual([true, false]);
});

it('presses by key and by slow hands are all heard, and what is pressed again and again', () => {
  expect(clicks(document.createElement('button'), 0, 0, 1, 1)).toBe(4);
  const next = document.createElement('button');
  next.dataset['repeats'] = '';
  expect(clicks(next, 1, 2, 3)).toBe(3);
  // Not where it has only come under the hand.
  const undo = document.createElement('button');
  undo.dataset['repeats'] = '';
  expect(clicks(undo, 2)).toBe(0);
  expect(clicks(document.createElement('p'), 1, 2)).toBe(2);
});

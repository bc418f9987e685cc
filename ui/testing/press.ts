/** Presses of keys, as the views hear them. */

import { flushSync } from 'svelte';

/** A press that nobody heard yet. */
export const keydown = (key: string, held: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held });

/** Presses a key where the keyboard is. Answers the press, as it was heard. */
export function press(key: string, held?: KeyboardEventInit): KeyboardEvent {
  const event = keydown(key, held);
  (document.activeElement ?? document.body).dispatchEvent(event);
  flushSync();
  return event;
}

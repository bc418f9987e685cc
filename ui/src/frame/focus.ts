/**
 * The one way in which the pages move the focus by themselves. On Linux a word that is being composed must be ended
 * first, or what is typed next goes into the field that was left.
 */

import { tick } from 'svelte';
import { isCovered } from './keys';

let composing = false;
let reset: () => Promise<unknown> = () => Promise.resolve();

/** The web view needs a moment between the end of the word and the move. */
const SETTLE_MS = 50;

/** Watches composition in this page; `end` ends the word the input method has open. */
export function watchComposition(end: () => Promise<unknown>): () => void {
  reset = end;
  const begun = () => (composing = true);
  const ended = () => (composing = false);
  window.addEventListener('compositionstart', begun, true);
  window.addEventListener('compositionend', ended, true);
  return () => {
    window.removeEventListener('compositionstart', begun, true);
    window.removeEventListener('compositionend', ended, true);
  };
}

/** Ends an open word, so that focus or text may be changed by script. */
export async function endWord(): Promise<void> {
  if (!composing) return;
  await reset();
  await new Promise((settled) => setTimeout(settled, SETTLE_MS));
  composing = false;
}

/** Moves the focus, safely for a word in the making. */
export async function moveFocus(to: HTMLElement | null | undefined): Promise<void> {
  if (!to) return;
  await endWord();
  to.focus();
}

/** What is filled in wrongly is under the hand: the keyboard goes to the first such field. */
export async function toWrongField(within: Element | null | undefined): Promise<void> {
  await tick();
  await moveFocus(within?.querySelector<HTMLElement>('[aria-invalid]'));
}

/** The keyboard goes to a view that has come, unless a person was quicker: a menu lies over it, or they type already. */
export function arrive(at: { focus: () => void } | null | undefined): void {
  if (!isCovered() && !typing()) at?.focus();
}

/** How the keyboard comes to where it is at home in a view: into its list, into its text. The view that came last is seen. */
const anchors: (() => void)[] = [];

/** The keyboard comes by `come` to where it is at home in a view, until what this answers is called. */
export function anchor(come: () => void): () => void {
  anchors.push(come);
  return () => void anchors.splice(anchors.lastIndexOf(come), 1);
}

/** The keyboard goes to where it is at home, as a person asked for it. Answers whether there is such a place. */
export function toAnchor(): boolean {
  anchors.at(-1)?.();
  return anchors.length > 0;
}

/** The keyboard is where text is typed: keys that change it there mean nothing else. */
export const typing = (): boolean =>
  document.activeElement?.matches('input, textarea, select, [contenteditable]') ?? false;

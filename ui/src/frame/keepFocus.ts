/**
 * The keyboard is never nowhere. What had it may go away with what it did (a step that was confirmed, a banner that was
 * read, a place that was left), or rest while it is busy: then a person would press keys without seeing where.
 */

import { toAnchor } from './focus';
import { isCovered } from './keys';

/** Views move the keyboard by themselves once they are there; only where none does, it is brought back. */
const SETTLE_MS = 120;

/** Keeps the keyboard in this page. Answers how to stop. */
export function keepFocus(): () => void {
  /** What had the keyboard last, and what stood around it then, from the inside out. */
  let last: Element | null = null;
  let around: Element[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const came = ({ target }: FocusEvent) => {
    last = target instanceof Element ? target : null;
    around = [];
    for (let above = last?.parentElement; above; above = above.parentElement) around.push(above);
  };
  const isLost = () => last !== null && document.activeElement === document.body && !isCovered();

  function bringBack(): void {
    waiting = undefined;
    if (!isLost() || last?.matches(':disabled')) return;
    if (last?.isConnected) {
      // It rested; a press of the mouse beside everything is another matter.
      if (rested && last instanceof HTMLElement) last.focus();
      return;
    }
    const near = around.find((element) => element.isConnected);
    if (near instanceof HTMLElement && near.closest('[data-stays]')) rest(near);
    else toAnchor();
  }

  let rested = false;
  const changed = () => {
    if (!isLost()) {
      rested = false;
      return;
    }
    if (last?.matches(':disabled')) rested = true;
    if (!last?.isConnected || rested) waiting ??= setTimeout(bringBack, SETTLE_MS);
  };

  const observer = new MutationObserver(changed);
  observer.observe(document, { subtree: true, childList: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', came);
  return () => {
    observer.disconnect();
    clearTimeout(waiting);
    document.removeEventListener('focusin', came);
  };
}

/** The keyboard rests on something that is no control: Tab goes on from there. */
function rest(on: HTMLElement): void {
  if (!on.hasAttribute('tabindex')) on.tabIndex = -1;
  on.focus();
}

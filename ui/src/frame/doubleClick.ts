/**
 * A double click is one press. What was pressed may give its place to something else at once, as a decision does to its
 * signing: the second click of a hasty hand is not meant for that.
 */

/** Lets no second click of a double click reach a button, unless it had the first and is one that is pressed again and
 * again. Answers how to stop. */
export function ignoreSecondClicks(): () => void {
  let first: Element | null = null;
  const hear = (event: MouseEvent) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (event.detail < 2) first = button;
    if (!button || event.detail < 2 || (button === first && button.matches('[data-repeats]'))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // Nor does it take the keyboard from where the first one led.
  const press = (event: MouseEvent) => {
    if (event.detail > 1 && event.target instanceof Element && event.target.closest('button')) event.preventDefault();
  };
  window.addEventListener('click', hear, true);
  window.addEventListener('mousedown', press, true);
  return () => {
    window.removeEventListener('click', hear, true);
    window.removeEventListener('mousedown', press, true);
  };
}

/** Keys: what a press is called, and which of the frame's acts it means. */

export interface Press {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
  isComposing?: boolean;
}

/** The name of a press as it stands in the tables: `Ctrl+Shift+S`, `Alt+2`, `F4`, `Escape`. */
export function nameOf(press: Press): string {
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  // On a sign, as `?`, shift is part of the sign; on a letter or a named key it is pressed beside it.
  const shift = press.shiftKey && (key.length > 1 || /\p{L}/u.test(key));
  return [press.ctrlKey && 'Ctrl', press.altKey && 'Alt', shift && 'Shift', key].filter(Boolean).join('+');
}

/** Does what the table says for this press, and stops it there. Nothing while a word is being composed. */
export function act(event: KeyboardEvent, table: Record<string, (() => void) | undefined>): boolean {
  if (event.isComposing || event.defaultPrevented) return false;
  const wanted = table[nameOf(event)];
  if (!wanted) return false;
  event.preventDefault();
  wanted();
  return true;
}

/** Ctrl+A outside a field means the text that is read: the window has no other that one would copy whole. */

import { nameOf } from './keys';

const WRITES = 'input, textarea, [contenteditable="true"]';

export function selectRead(): () => void {
  const hear = (event: KeyboardEvent) => {
    if (nameOf(event) !== 'Ctrl+A' || (event.target instanceof Element && event.target.closest(WRITES))) return;
    event.preventDefault();
    const read = document.querySelector('dialog[open] .sheet') ?? document.querySelector('.sheet');
    if (read) document.getSelection()?.selectAllChildren(read);
  };
  window.addEventListener('keydown', hear);
  return () => window.removeEventListener('keydown', hear);
}

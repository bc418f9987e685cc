/** The editor, as it stands on the page, for tests of its views. */

import { flushSync, mount, unmount } from 'svelte';
import EditorScreen from '../src/editor/EditorScreen.svelte';
import type { Desk } from '../src/frame/desk.svelte';
import { withoutLayout } from './layout';

const appears = async (selector: string): Promise<void> => {
  while (!document.querySelector(selector)) await new Promise((later) => setTimeout(later, 5));
};

/** Shows the editor with that text, once it can be written. Answers how it goes away. */
export async function showEditor(
  desk: Desk,
  edition: string,
  onwhere: (words: string) => void = () => undefined,
): Promise<() => void> {
  withoutLayout();
  await desk.write(edition);
  const props = { desk, edition, onwhere, ontranslated: () => undefined };
  const shown = mount(EditorScreen, { target: document.body, props });
  await appears('.ProseMirror');
  return () => void unmount(shown);
}

/** Types into a field of a form. */
export function typeInto(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

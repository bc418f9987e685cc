/** Places in the editor's text, by the ids of blocks. */

import type { Editor } from '@tiptap/core';
import { endWord } from '../frame/focus';

/** Where the node of that id begins, or `null`. */
export function positionOf(editor: Editor, id: string): number | null {
  let found: number | null = null;
  editor.state.doc.descendants((node, at) => {
    if (found === null && node.attrs['id'] === id) found = at;
    return found === null;
  });
  return found;
}

/** Puts the cursor there and shows it. */
export async function goTo(editor: Editor, id: string): Promise<void> {
  await endWord();
  const at = positionOf(editor, id);
  if (at === null) return;
  const node = editor.state.doc.nodeAt(at);
  const chain = editor.chain();
  if (node?.isAtom) chain.setNodeSelection(at);
  else chain.setTextSelection(at + 1);
  chain.focus(undefined, { scrollIntoView: false }).run();
  const dom = editor.view.nodeDOM(at);
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'center' });
}

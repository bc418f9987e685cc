/** Places in the editor's text, by the ids of blocks. */

import type { Editor, JSONContent } from '@tiptap/core';
import { Selection, type Transaction } from '@tiptap/pm/state';
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

/** The keyboard goes into the text at once: the editor's own command waits for a frame, and would then take it from
 * wherever it went meanwhile. */
export function enter(editor: Editor): void {
  editor.view.focus();
}

/** Goes on at the end of the text, and shows it. */
export async function goToEnd(editor: Editor): Promise<void> {
  await endWord();
  if (editor.isDestroyed) return;
  // Only what has the keyboard is scrolled to.
  enter(editor);
  const { tr } = editor.state;
  editor.view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)).scrollIntoView());
}

/** Whether a press of the mouse meets the empty page below the last line. */
export function isBelow(editor: Editor, { clientX, clientY, currentTarget }: MouseEvent): boolean {
  const page = currentTarget as Element;
  const onScrollbar = clientX > page.getBoundingClientRect().left + page.clientWidth;
  return !onScrollbar && clientY > (editor.view.dom.lastElementChild?.getBoundingClientRect().bottom ?? 0);
}

/** The place after what is chosen now, kept while the text goes on changing, for something that takes its time. Nothing
 * that is chosen is replaced. */
export function placeBelow(editor: Editor): { put: (content: JSONContent) => void; leave: () => void } {
  let at = editor.state.selection.to;
  const follow = ({ transaction }: { transaction: Transaction }) => (at = transaction.mapping.map(at));
  const leave = () => void editor.off('transaction', follow);
  editor.on('transaction', follow);
  return {
    leave,
    put(content) {
      leave();
      if (editor.isDestroyed) return;
      editor.chain().focus().insertContentAt(at, content, { updateSelection: true }).run();
      const picture = editor.view.dom.querySelector('.ProseMirror-selectednode img');
      // Before it is drawn it has no height to be shown.
      picture?.addEventListener('load', () => picture.closest('figure')?.scrollIntoView({ block: 'nearest' }), {
        once: true,
      });
    },
  };
}

/** Puts the cursor there and shows it. */
export async function goTo(editor: Editor, id: string): Promise<void> {
  await endWord();
  const at = positionOf(editor, id);
  if (at === null) return;
  const node = editor.state.doc.nodeAt(at);
  if (node?.isAtom) editor.commands.setNodeSelection(at);
  else editor.commands.setTextSelection(at + 1);
  enter(editor);
  const dom = editor.view.nodeDOM(at);
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'center' });
}

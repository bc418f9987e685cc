/** What the toolbar does beyond single commands. */

import type { Editor } from '@tiptap/core';
import { LEVELS } from './extensions';

/** Paragraph, then a heading of each level offered, then a paragraph again. */
export function cycleHeading(editor: Editor): void {
  const level = editor.isActive('heading') ? Number(editor.getAttributes('heading')['level']) : null;
  const next = level === null ? LEVELS[0] : LEVELS[LEVELS.indexOf(level as 2) + 1];
  const chain = editor.chain().focus();
  if (next && (level === null || LEVELS.includes(level as 2))) chain.setNode('heading', { level: next }).run();
  else chain.setNode('paragraph').run();
}

/** A table of three columns: a row that names them, and two to fill in. */
export function insertTable(editor: Editor): void {
  const row = (cell: string) => ({
    type: 'tableRow',
    content: Array.from({ length: 3 }, () => ({ type: cell, content: [{ type: 'paragraph' }] })),
  });
  editor
    .chain()
    .focus()
    .insertContent({ type: 'table', content: [row('tableHeader'), row('tableCell'), row('tableCell')] })
    .run();
}

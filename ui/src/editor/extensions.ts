/**
 * What a text can hold. No rule fires by itself while typing: an input method composes there, and a writer of
 * Vietnamese types "- " for a dash.
 */

import { Extension, Node, type Editor, type Extensions } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { Heading } from '@tiptap/extension-heading';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Underline } from '@tiptap/extension-underline';
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from '@tiptap/extensions';
import type { Node as PmNode } from '@tiptap/pm/model';
import { Selection } from '@tiptap/pm/state';
import { BlockIds } from './blockIds';
import { Link, Sub, Sup } from './marks';
import { Picture } from './picture';
import { Table, TableCell, TableHeader, TableRow } from './tables';

/** What a list item holds: any block, as in the desk's own form. */
const Point = ListItem.extend({ content: 'block+' });
/** Its key is that of bold with shift: it is asked first, or bold would take both. */
const Quote = Blockquote.extend({ priority: 101 });
/** A numbered list begins at one; its first number is no fact of the text. */
const Numbered = OrderedList.extend({ addAttributes: () => ({}) });

/** To the ends of the text, and shown: the web view does not scroll to a caret that stands there already. */
const Ends = Extension.create({
  name: 'ends',
  addKeyboardShortcuts: () => ({ 'Ctrl-Home': toEnd(Selection.atStart), 'Ctrl-End': toEnd(Selection.atEnd) }),
});
const toEnd =
  (end: (doc: PmNode) => Selection) =>
  ({ editor: { state, view } }: { editor: Editor }): boolean => {
    view.dispatch(state.tr.setSelection(end(state.doc)).scrollIntoView());
    return true;
  };

/** The levels the toolbar offers; 1 is the title. Others in a text that came from elsewhere are kept. */
export const LEVELS = [2, 3, 4] as const;

export function extensions(placeholder: string): Extensions {
  return [
    Document,
    Paragraph,
    Text,
    Heading.configure({ levels: [1, 2, 3, 4, 5, 6] }),
    BulletList,
    Numbered,
    Point,
    Quote,
    Table,
    TableRow,
    TableCell,
    TableHeader,
    Picture,
    Ends,
    Bold,
    Italic,
    Underline,
    Link,
    Sub,
    Sup,
    BlockIds,
    UndoRedo,
    Dropcursor,
    Gapcursor,
    Placeholder.configure({ placeholder }),
  ] as (Node | Extensions[number])[];
}

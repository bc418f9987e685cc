/**
 * Ids of blocks, points and rows: kept through editing, the left part keeps its id on a split, what is pasted gets new
 * ones, and where one stands twice the first keeps it.
 */

import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { newBlockId } from '../document/blockId';

/** The nodes that have an id. */
const NAMED = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'blockquote',
  'table',
  'tableRow',
  'image',
];

/** A transaction that names every nameless or twice-named node, or nothing if all is well. */
function nameBlocks(state: EditorState, draw: () => string = newBlockId): Transaction | null {
  const seen = new Set<string>();
  const { tr } = state;
  state.doc.descendants((node, at) => {
    if (!NAMED.includes(node.type.name)) return;
    const id: unknown = node.attrs['id'];
    if (typeof id === 'string' && id && !seen.has(id)) {
      seen.add(id);
      return;
    }
    const fresh = draw();
    seen.add(fresh);
    tr.setNodeAttribute(at, 'id', fresh);
  });
  return tr.docChanged ? tr : null;
}

/** The same content without ids. */
export function nameless(slice: Slice): Slice {
  const strip = (fragment: Fragment): Fragment => {
    const nodes: Node[] = [];
    fragment.forEach((node) => {
      const inner = strip(node.content);
      nodes.push(
        NAMED.includes(node.type.name)
          ? node.type.create({ ...node.attrs, id: null }, inner, node.marks)
          : node.isText
            ? node
            : node.copy(inner),
      );
    });
    return Fragment.from(nodes);
  };
  return new Slice(strip(slice.content), slice.openStart, slice.openEnd);
}

export const BlockIds = Extension.create({
  name: 'blockIds',

  addGlobalAttributes() {
    return [
      {
        types: NAMED,
        attributes: { id: { default: null, keepOnSplit: false, rendered: false } },
      },
    ];
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('blockIds'),
        appendTransaction: (transactions, _, state) =>
          transactions.some((transaction) => transaction.docChanged) ? nameBlocks(state) : null,
        props: {
          // What is moved by dragging is the same text in another place; everything else that comes in is new.
          transformPasted: (slice, view) => (view.dragging?.move ? slice : nameless(slice)),
        },
      }),
    ];
  },
});

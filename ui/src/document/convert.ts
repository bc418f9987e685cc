/**
 * Between a text as the desk keeps it and as the editor holds it. What goes through both ways comes out as it went in;
 * what the editor cannot hold is refused ({@link UnknownForm}), so that nothing of a later version is lost by saving.
 *
 * The editor needs a paragraph in every empty place. It is given one going in, and taken away coming out.
 */

import type { JSONContent } from '@tiptap/core';
import { newBlockId } from './blockId';
import type { Block, Cell, Document, Item, Mark, PlainMark, Run, TableRow } from './types';

/** A block or mark this version does not know. */
export class UnknownForm extends Error {
  constructor(readonly form: string) {
    super(`unknown form: ${form}`);
  }
}

/** In the order in which marks are written. */
const PLAIN: readonly PlainMark[] = ['bold', 'italic', 'underline', 'sub', 'sup'];

export function toEditor(document: Document): JSONContent {
  return { type: 'doc', content: filled((document.blocks ?? []).map(blockToEditor)) };
}

export function fromEditor(doc: JSONContent): Document {
  const blocks = emptied(doc.content);
  return blocks.length > 0 ? { v: 1, blocks } : { v: 1 };
}

/** Blocks already read, by the nodes they were read from: a node never changes, so only what was written is read anew. */
const read = new WeakMap<object, Block>();

/** The same, of the nodes that the editor holds. */
export function fromNodes(nodes: readonly { toJSON(): unknown }[]): Document {
  if (nodes.length === 1)
    return fromEditor({ type: 'doc', content: nodes.map((node) => node.toJSON() as JSONContent) });
  const blocks = nodes.map((node) => {
    const known = read.get(node);
    if (known) return known;
    const block = blockFromEditor(node.toJSON() as JSONContent);
    read.set(node, block);
    return block;
  });
  return blocks.length > 0 ? { v: 1, blocks } : { v: 1 };
}

function filled(content: JSONContent[]): JSONContent[] {
  return content.length > 0 ? content : [{ type: 'paragraph', attrs: { id: newBlockId() } }];
}

function emptied(content: JSONContent[] | undefined): Block[] {
  const only = content?.length === 1 ? content[0] : undefined;
  if (!content || (only?.type === 'paragraph' && !only.content)) return [];
  return content.map(blockFromEditor);
}

function blockToEditor(block: Block): JSONContent {
  switch (block.type) {
    case 'paragraph':
      return { type: 'paragraph', attrs: { id: block.id }, ...inline(block.content) };
    case 'heading':
      return { type: 'heading', attrs: { id: block.id, level: block.level }, ...inline(block.content) };
    case 'list':
      return {
        type: block.ordered ? 'orderedList' : 'bulletList',
        attrs: { id: block.id },
        content: (block.items ?? []).map((item) => ({
          type: 'listItem',
          attrs: { id: item.id },
          content: filled((item.blocks ?? []).map(blockToEditor)),
        })),
      };
    case 'quote':
      return { type: 'blockquote', attrs: { id: block.id }, content: filled((block.blocks ?? []).map(blockToEditor)) };
    case 'table':
      return {
        type: 'table',
        attrs: { id: block.id },
        content: (block.rows ?? []).map((row, index) => ({
          type: 'tableRow',
          attrs: { id: row.id },
          content: (row.cells ?? []).map((cell) => ({
            type: block.header && index === 0 ? 'tableHeader' : 'tableCell',
            attrs: { colspan: cell.colspan ?? 1, rowspan: cell.rowspan ?? 1 },
            content: filled((cell.blocks ?? []).map(blockToEditor)),
          })),
        })),
      };
    case 'image': {
      const { id, blob, alt = '', caption = '', credit = '' } = block;
      return { type: 'image', attrs: { id, blob, alt, caption, credit } };
    }
    default:
      throw new UnknownForm(String((block as { type: unknown }).type));
  }
}

function inline(runs: Run[] | null | undefined): { content?: JSONContent[] } {
  if (!runs?.length) return {};
  return {
    content: runs.map(({ text, marks }) =>
      marks?.length ? { type: 'text', text, marks: marks.map(markToEditor) } : { type: 'text', text },
    ),
  };
}

function markToEditor(mark: Mark): { type: string; attrs?: Record<string, string> } {
  if (typeof mark === 'object') {
    if (typeof mark.link !== 'string') throw new UnknownForm(Object.keys(mark).join());
    return { type: 'link', attrs: { href: mark.link } };
  }
  if (!PLAIN.includes(mark)) throw new UnknownForm(String(mark));
  return { type: mark };
}

function blockFromEditor(node: JSONContent): Block {
  const id = String(node.attrs?.['id'] ?? newBlockId());
  switch (node.type) {
    case 'paragraph':
      return { type: 'paragraph', id, ...withRuns(node.content) };
    case 'heading':
      return { type: 'heading', id, level: Number(node.attrs?.['level']), ...withRuns(node.content) };
    case 'bulletList':
    case 'orderedList':
      return {
        type: 'list',
        id,
        ordered: node.type === 'orderedList',
        items: (node.content ?? []).map(itemFromEditor),
      };
    case 'blockquote':
      return { type: 'quote', id, ...withBlocks(node.content) };
    case 'table': {
      const rows = node.content ?? [];
      const first = rows[0]?.content ?? [];
      const header = first.length > 0 && first.every((cell) => cell.type === 'tableHeader');
      return { type: 'table', id, header, rows: rows.map(rowFromEditor) };
    }
    case 'image': {
      const of = (name: string) => String(node.attrs?.[name] ?? '');
      const image: Block = { type: 'image', id, blob: of('blob') };
      for (const name of ['alt', 'caption', 'credit'] as const) if (of(name)) image[name] = of(name);
      return image;
    }
    default:
      throw new UnknownForm(String(node.type));
  }
}

function itemFromEditor(node: JSONContent): Item {
  return { id: String(node.attrs?.['id'] ?? newBlockId()), ...withBlocks(node.content) };
}

function rowFromEditor(node: JSONContent): TableRow {
  return { id: String(node.attrs?.['id'] ?? newBlockId()), cells: (node.content ?? []).map(cellFromEditor) };
}

function cellFromEditor(node: JSONContent): Cell {
  const cell: Cell = withBlocks(node.content);
  const [colspan, rowspan] = [Number(node.attrs?.['colspan'] ?? 1), Number(node.attrs?.['rowspan'] ?? 1)];
  if (colspan > 1) cell.colspan = colspan;
  if (rowspan > 1) cell.rowspan = rowspan;
  return cell;
}

function withBlocks(content: JSONContent[] | undefined): { blocks?: Block[] } {
  const blocks = emptied(content);
  return blocks.length > 0 ? { blocks } : {};
}

function withRuns(content: JSONContent[] | undefined): { content?: Run[] } {
  const runs: Run[] = [];
  for (const node of content ?? []) {
    const text = (node.text ?? '').normalize('NFC');
    if (!text) continue;
    const marks = marksFromEditor(node.marks);
    const last = runs.at(-1);
    if (last && JSON.stringify(last.marks ?? []) === JSON.stringify(marks)) last.text += text;
    else runs.push(marks.length > 0 ? { text, marks } : { text });
  }
  return runs.length > 0 ? { content: runs } : {};
}

function marksFromEditor(marks: JSONContent['marks']): Mark[] {
  const found: Mark[] = [];
  const link = marks?.find((mark) => mark.type === 'link');
  if (link) found.push({ link: String(link.attrs?.['href']) });
  for (const plain of PLAIN) if (marks?.some((mark) => mark.type === plain)) found.push(plain);
  return found;
}

/**
 * What is done when another's text was merged in while someone was typing: the merged text stands, and what was typed
 * since the last save comes into it. Nothing of either is lost; where both changed one block, both blocks stand.
 */

import { newBlockId } from './blockId';
import type { Block, Document } from './types';

const same = (a: Block | undefined, b: Block | undefined) => JSON.stringify(a) === JSON.stringify(b);
const byId = (document: Document) => new Map((document.blocks ?? []).map((block) => [block.id, block]));

/** `saved` as last saved here, `typed` as it stands in the editor, `merged` as it lies on disk now. */
export function rejoin(saved: Document, typed: Document, merged: Document, draw: () => string = newBlockId): Document {
  const before = byId(saved);
  const blocks = [...(merged.blocks ?? [])];
  let behind: string | null = null;
  for (const block of typed.blocks ?? []) {
    const at = blocks.findIndex(({ id }) => id === block.id);
    const changed = !same(block, before.get(block.id));
    if (changed && at >= 0) {
      if (same(blocks[at], before.get(block.id))) blocks[at] = block;
      else if (!same(blocks[at], block)) {
        const beside = { ...block, id: draw() };
        blocks.splice(at + 1, 0, beside);
        behind = beside.id;
        continue;
      }
    } else if (changed) {
      const previous = behind;
      const after = previous === null ? -1 : blocks.findIndex(({ id }) => id === previous);
      blocks.splice(after + 1, 0, block);
    }
    if (at >= 0 || changed) behind = block.id;
  }
  return blocks.length > 0 ? { v: 1, blocks } : { v: 1 };
}

/** The same for one line: what was typed since the last save stands, else what was merged. */
export function rejoinLine(saved: string, typed: string, merged: string): string {
  return typed === saved ? merged : typed;
}

/** What is said to the passages of a text that is read: how much to which, and which one is looked at. */

import { getContext, setContext } from 'svelte';
import type { Block } from './types';

export interface Passages {
  /** How much is said to that block. */
  count(block: string): number;
  /** The block that is looked at. */
  chosen(): string | null;
  /** A person wants to see what is said to it. */
  pick(block: string): void;
}

const KEY = Symbol('passages');

export const withPassages = (passages: Passages) => setContext(KEY, passages);
export const passagesHere = () => getContext<Passages | undefined>(KEY);

/** The blocks of words, in their order, with what each says. */
export function passagesOf(blocks: Block[] | null | undefined): { id: string; text: string }[] {
  return (blocks ?? []).flatMap((block) => {
    if (block.type === 'paragraph' || block.type === 'heading')
      return [{ id: block.id, text: (block.content ?? []).map((run) => run.text).join('') }];
    if (block.type === 'list') return (block.items ?? []).flatMap((item) => passagesOf(item.blocks));
    if (block.type === 'quote') return passagesOf(block.blocks);
    if (block.type === 'table')
      return (block.rows ?? []).flatMap((row) => (row.cells ?? []).flatMap((cell) => passagesOf(cell.blocks)));
    return [];
  });
}

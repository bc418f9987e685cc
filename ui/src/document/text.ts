/** Plain facts about a text: its outline, and how long it is. */

import type { Block, Document, Run } from './types';

interface Heading {
  id: string;
  level: number;
  text: string;
}

/** The words alone. */
export const plain = (runs: Run[] | null | undefined) => (runs ?? []).map((run) => run.text).join('');

/** Every block, those within others behind them. */
export function* walk(blocks: Block[] | null | undefined): Generator<Block> {
  for (const block of blocks ?? []) {
    yield block;
    if (block.type === 'quote') yield* walk(block.blocks);
    if (block.type === 'list') for (const item of block.items ?? []) yield* walk(item.blocks);
    if (block.type === 'table')
      for (const row of block.rows ?? []) for (const cell of row.cells ?? []) yield* walk(cell.blocks);
  }
}

/** The headings that stand in the text itself, in order. */
export function outline(document: Document): Heading[] {
  return (document.blocks ?? [])
    .filter((block) => block.type === 'heading')
    .map(({ id, level, content }) => ({ id, level, text: plain(content) }));
}

interface Length {
  syllables: number;
  paragraphs: number;
}

/** Lengths already counted: a block that is written in becomes another. */
const counted = new WeakMap<Block, Length>();

/** Paragraphs, and syllables: what stands between blanks, which is what Vietnamese can honestly be counted by. */
export function length(document: Document): Length {
  const sum = { syllables: 0, paragraphs: 0 };
  for (const block of document.blocks ?? []) {
    const known = counted.get(block) ?? lengthOf(block);
    counted.set(block, known);
    sum.syllables += known.syllables;
    sum.paragraphs += known.paragraphs;
  }
  return sum;
}

function lengthOf(outer: Block): Length {
  let [syllables, paragraphs] = [0, 0];
  for (const block of walk([outer])) {
    if (block.type !== 'paragraph' && block.type !== 'heading') continue;
    const words = plain(block.content).match(/[\p{L}\p{N}]+(?:[^\s]*)/gu)?.length ?? 0;
    syllables += words;
    if (block.type === 'paragraph' && words > 0) paragraphs += 1;
  }
  return { syllables, paragraphs };
}

/** How long reading takes, at some 220 syllables a minute; none where there is nothing to read. */
export function minutesToRead(syllables: number): number | null {
  return syllables > 0 ? Math.max(1, Math.round(syllables / 220)) : null;
}

/** Nothing is written in it yet. */
export function isBlank(document: Document): boolean {
  return (document.blocks ?? []).every((block) => block.type === 'paragraph' && plain(block.content).trim() === '');
}

/** The pictures of a text by the names of their bytes. */
export function pictures(document: Document): string[] {
  return [...walk(document.blocks)].flatMap((block) => (block.type === 'image' ? [block.blob] : []));
}

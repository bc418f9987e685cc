/** Two texts laid into one: the new one in its order, and in it, where it stood, what is gone. */

import { plain, walk } from '../document/text';
import type { Block, Document, Run } from '../document/types';
import type { Difference, Piece } from '../ipc';

/** Which way something went that says the same elsewhere. */
export type Way = 'up' | 'down' | 'in';

export interface Laid {
  blocks: Block[];
  /** The blocks that stood in the old text only. */
  gone: Set<string>;
  /** What changed, by its place. */
  at: Map<string, Difference>;
  ways: Map<string, Way>;
  /** What changed beside title, summary and text: the facts of the kind. */
  facts: Difference[];
  /** The changes one goes through by key, in reading order: a picture with its texts is one. */
  steps: string[];
}

const NOT_IN_THE_TEXT = ['title', 'summary'];

export function lay(old: Document, now: Document, differences: Difference[]): Laid {
  const standing = ids(now.blocks);
  const gone = new Set<string>();
  const blocks = merge(old.blocks ?? [], now.blocks ?? [], standing, gone);
  const at = new Map(differences.map((difference) => [difference.block, difference]));
  const known = new Set([...ids(blocks)]);
  const facts = differences.filter(
    ({ block }) => !NOT_IN_THE_TEXT.includes(block) && !known.has(block.split('.')[0] ?? ''),
  );
  const steps = [
    ...NOT_IN_THE_TEXT.filter((name) => at.has(name)),
    ...facts.map(({ block }) => block),
    ...stepsIn(blocks, at),
  ];
  return { blocks, gone, at, ways: ways(old, now, at), facts, steps: [...new Set(steps)] };
}

/** Everything in these blocks that has an id. */
function ids(blocks: Block[] | null | undefined): Set<string> {
  const all = new Set<string>();
  for (const block of walk(blocks)) {
    all.add(block.id);
    if (block.type === 'list') for (const { id } of block.items ?? []) all.add(id);
    if (block.type === 'table') for (const { id } of block.rows ?? []) all.add(id);
  }
  return all;
}

/** What stands, with what is gone behind the neighbour that it stood behind. */
function among<T>(old: T[], now: T[], idOf: (one: T) => string, goneOf: (one: T) => T | null): T[] {
  const merged = [...now];
  let behind = -1;
  for (const one of old) {
    const stands = merged.findIndex((other) => idOf(other) === idOf(one));
    if (stands >= 0) {
      behind = stands;
      continue;
    }
    const left = goneOf(one);
    if (left) merged.splice(++behind, 0, left);
  }
  return merged;
}

function merge(old: Block[], now: Block[], standing: Set<string>, gone: Set<string>): Block[] {
  const before = new Map(old.map((block) => [block.id, block]));
  const inside = now.map((block) => {
    const was = before.get(block.id);
    return was ? mergeInside(was, block, standing, gone) : block;
  });
  return among(
    old,
    inside,
    ({ id }) => id,
    (block) => left(block, standing, gone),
  );
}

function mergeInside(was: Block, block: Block, standing: Set<string>, gone: Set<string>): Block {
  if (block.type === 'quote' && was.type === 'quote')
    return { ...block, blocks: merge(was.blocks ?? [], block.blocks ?? [], standing, gone) };
  if (block.type === 'list' && was.type === 'list') {
    const before = new Map((was.items ?? []).map((item) => [item.id, item.blocks ?? []]));
    const items = (block.items ?? []).map((item) => ({
      ...item,
      blocks: merge(before.get(item.id) ?? [], item.blocks ?? [], standing, gone),
    }));
    return {
      ...block,
      items: among(
        was.items ?? [],
        items,
        ({ id }) => id,
        (item) => {
          const blocks = leftAll(item.blocks, standing, gone);
          return !standing.has(item.id) && blocks.length > 0 ? { ...item, blocks } : null;
        },
      ),
    };
  }
  if (block.type === 'table' && was.type === 'table') {
    const before = new Map((was.rows ?? []).map((row) => [row.id, row.cells ?? []]));
    const rows = (block.rows ?? []).map((row) => {
      const old = before.get(row.id) ?? [];
      const cells = row.cells ?? [];
      return {
        ...row,
        cells: cells.map((cell, index) => {
          // A row that lost cells: what stood in them stands in its last one.
          const stood = index < cells.length - 1 ? [old[index]] : old.slice(index);
          const blocks = stood.flatMap((one) => one?.blocks ?? []);
          return { ...cell, blocks: merge(blocks, cell.blocks ?? [], standing, gone) };
        }),
      };
    });
    return {
      ...block,
      rows: among(
        was.rows ?? [],
        rows,
        ({ id }) => id,
        (row) => {
          if (standing.has(row.id)) return null;
          const cells = (row.cells ?? []).map((cell) => ({ ...cell, blocks: leftAll(cell.blocks, standing, gone) }));
          return cells.some(({ blocks }) => blocks.length > 0) ? { ...row, cells } : null;
        },
      ),
    };
  }
  return block;
}

const leftAll = (blocks: Block[] | null | undefined, standing: Set<string>, gone: Set<string>): Block[] =>
  (blocks ?? []).flatMap((block) => left(block, standing, gone) ?? []);

/** What is left to be shown of a block that no longer stands: itself without what stands elsewhere now. */
function left(block: Block, standing: Set<string>, gone: Set<string>): Block | null {
  if (standing.has(block.id)) return null;
  let shown: Block | null;
  switch (block.type) {
    case 'quote': {
      const blocks = leftAll(block.blocks, standing, gone);
      shown = blocks.length > 0 ? { ...block, blocks } : null;
      break;
    }
    case 'list': {
      const items = (block.items ?? [])
        .map((item) => ({ ...item, blocks: leftAll(item.blocks, standing, gone) }))
        .filter(({ blocks }) => blocks.length > 0);
      shown = items.length > 0 ? { ...block, items } : null;
      break;
    }
    case 'table': {
      const rows = (block.rows ?? []).map((row) => ({
        ...row,
        cells: (row.cells ?? []).map((cell) => ({ ...cell, blocks: leftAll(cell.blocks, standing, gone) })),
      }));
      const some = rows.some(({ cells }) => cells.some(({ blocks }) => blocks.length > 0));
      shown = some ? { ...block, rows } : null;
      break;
    }
    case 'image':
      shown = block;
      break;
    default:
      shown = plain(block.content) ? block : null;
  }
  if (shown) gone.add(block.id);
  return shown;
}

const PICTURE_TEXTS = ['alt', 'caption', 'credit'] as const;

/** The places of a block that changed: its own, those of a picture's texts, those of a table's rows. */
export function changesOf(block: Block, at: Map<string, Difference>): Difference[] {
  const places = [block.id];
  if (block.type === 'image') places.push(...PICTURE_TEXTS.map((name) => `${block.id}.${name}`));
  if (block.type === 'table') places.push(...(block.rows ?? []).map(({ id }) => id));
  return places.flatMap((place) => at.get(place) ?? []);
}

function* stepsIn(blocks: Block[], at: Map<string, Difference>): Generator<string> {
  for (const block of walk(blocks)) if (changesOf(block, at).length > 0) yield block.id;
}

function ways(old: Document, now: Document, at: Map<string, Difference>): Map<string, Way> {
  const order = (of: Document, among: Set<string>) => [...ids(of.blocks)].filter((id) => among.has(id));
  const before = order(old, ids(now.blocks));
  const after = order(now, ids(old.blocks));
  const found = new Map<string, Way>();
  for (const { block, change } of at.values()) {
    if (change !== 'moved') continue;
    const [from, to] = [before.indexOf(block), after.indexOf(block)];
    found.set(block, from === to ? 'in' : to < from ? 'up' : 'down');
  }
  return found;
}

/** A part of a comparison with the marks its words have in the new text. */
interface MarkedPiece {
  is: Piece['is'];
  runs: Run[];
}

/**
 * The pieces with the marks of the new text. Where the words are not those of the text, as when addresses of links
 * stand among them, they come without marks.
 */
export function marked(pieces: Piece[], now: Run[] | null | undefined): MarkedPiece[] {
  const runs = [...(now ?? [])];
  const kept = pieces
    .filter(({ is }) => is !== 'deleted')
    .map(({ text }) => text)
    .join('');
  if (kept !== plain(runs)) return pieces.map(({ is, text }) => ({ is, runs: [{ text }] }));
  let [run, used] = [0, 0];
  return pieces.map(({ is, text }) => {
    if (is === 'deleted') return { is, runs: [{ text }] };
    const taken: Run[] = [];
    for (let missing = text.length; missing > 0;) {
      const from = runs[run];
      if (!from) break;
      const part = from.text.slice(used, used + missing);
      if (part) taken.push({ ...from, text: part });
      missing -= part.length;
      used += part.length;
      if (used >= from.text.length) [run, used] = [run + 1, 0];
    }
    return { is, runs: taken };
  });
}

/** How many changes there are of each kind, as the line above the text tells them. */
export function counted(laid: Laid): Record<Difference['change'], number> {
  const counts = { added: 0, removed: 0, changed: 0, moved: 0 };
  for (const step of laid.steps) {
    const own = laid.at.get(step);
    counts[own?.change ?? 'changed'] += 1;
  }
  return counts;
}

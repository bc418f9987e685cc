/** What a list shows, made of what the desk answered: one entry an item, its English edition beside it. */

import type { Hit, Row } from '../ipc';
import { group, type Group } from '../messages/times';
import type { GlyphState } from '../parts/Glyph.svelte';

export interface Entry {
  item: string;
  /** The edition the entry stands for: the Vietnamese where there is one. */
  row: Row;
  english: Row | null;
  /** The words around what was searched for. */
  snippet?: string;
}

export interface Section {
  group: Group;
  entries: Entry[];
}

const GLYPHS: readonly string[] = [
  'draft',
  'submitted',
  'returned',
  'approved',
  'scheduled',
  'published',
  'withdrawn',
  'unpublished',
];

/** The ring of an edition: of its work where both work and live state stand, for that is what happens next. */
export function glyphOf(row: Row): GlyphState {
  if (row.out_of_date) return 'stale';
  const state = row.pending ?? row.state;
  return GLYPHS.includes(state) ? (state as GlyphState) : 'draft';
}

/** The rows of one item together, in the order in which the items come first. */
export function entriesOf(rows: Row[]): Entry[] {
  const entries = new Map<string, Entry>();
  for (const row of rows) {
    const known = entries.get(row.item);
    if (!known) entries.set(row.item, { item: row.item, row, english: null });
    else if (row.lang === 'en') known.english = row;
    else entries.set(row.item, { item: row.item, row, english: known.row });
  }
  return [...entries.values()];
}

/** What was found, in its order: each edition for itself. */
export function entriesFound(hits: Hit[]): Entry[] {
  return hits.map(({ row, snippet }) => ({ item: row.edition, row, english: null, ...(snippet && { snippet }) }));
}

/** Entries under the heads of time, empty heads left out. */
export function sectionsOf(entries: Entry[], now: Date): Section[] {
  const sections: Section[] = [];
  for (const entry of entries) {
    const under = group(entry.row.updated, now);
    const last = sections.at(-1);
    if (last?.group === under) last.entries.push(entry);
    else sections.push({ group: under, entries: [entry] });
  }
  return sections;
}

/** What a list shows: one entry an item, its English edition beside it. */

import type { Entry as Item, Hit, Row, Translating } from '../ipc';
import { dayBegins, type Group } from '../messages/times';
import type { GlyphState } from '../parts/Glyph.svelte';

export interface Entry {
  item: string;
  /** The edition the entry stands for: the Vietnamese where there is one. */
  row: Row;
  english: Row | null;
  /** Where the words searched for were found. */
  found?: Found;
  /** What stands below the title in place of kind and author. */
  said?: string;
}

interface Found {
  /** The edition that holds them. */
  edition: string;
  /** The words around them. */
  snippet: string;
}

/** A head of a list, and how many rows stand under it. */
export interface Head {
  head: string;
  count: number;
}

/** The states of an edition, each with a ring of its own. */
export const STATES = [
  'draft',
  'submitted',
  'returned',
  'approved',
  'scheduled',
  'published',
  'withdrawn',
  'unpublished',
] as const satisfies GlyphState[];

/** The ring of an edition: of its work where both work and live state stand, for that is what happens next. But a page
 * that is online is no draft, whatever is begun beside it. */
export function glyphOf(row: Row): GlyphState {
  if (row.out_of_date) return 'stale';
  const state = row.pending && row.pending !== 'draft' ? row.pending : row.state;
  return STATES.find((known) => known === state) ?? 'draft';
}

/** The ring of the text one writes: that of a draft, whatever stands beside it, but what is mended is still returned. */
export function glyphOfDraft(row: Row, edited = row.draft): GlyphState {
  const state = glyphOf(row);
  return edited && state !== 'returned' && state !== 'stale' ? 'draft' : state;
}

/** An item as the list has it. The time is that of the edition touched last, by which it is sorted. */
export function entryOf({ row, english, updated }: Item): Entry {
  return { item: row.item, row: { ...row, updated }, english };
}

/** One edition as the list has it, where both editions of an item may stand in it. */
export const entryAlone = (row: Row): Entry => ({ item: row.edition, row, english: null });

/** An item with something to do in English. */
export function entryToTranslate({ source, english }: Translating): Entry {
  return { item: source.item, row: source, english };
}

/** What was found: an item as the list has it, and where in it the words stand. */
export function entryFound({ entry, edition, snippet }: Hit): Entry {
  return { ...entryOf(entry), found: { edition, snippet } };
}

/** The edition that opens with an entry: the one that is read, else the one in which the words were found. */
export function opens({ row, english, found }: Entry, reading: string | null = null): Row {
  const wanted = row.edition === reading || english?.edition === reading ? reading : found?.edition;
  return english && english.edition === wanted ? english : row;
}

/** The times at which the heads of a list begin, the newest first. */
export function begins(now: Date): string[] {
  return [dayBegins(now, 0), dayBegins(now, 6)];
}

/** How many items stand under each head of time, empty heads left out. */
export function groupsOf(total: number, since: number[]): { group: Group; count: number }[] {
  const [today = 0, week = 0] = since;
  const groups: { group: Group; count: number }[] = [
    { group: 'today', count: today },
    { group: 'week', count: week - today },
    { group: 'earlier', count: total - week },
  ];
  return groups.filter(({ count }) => count > 0);
}

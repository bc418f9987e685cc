/** The list, what is found in it, and one item of it. */

import type { Act, Difference, Entry, Filter, Newest, Row, SegmentLine, Shown, Trashed } from '../../src/ipc';
import { problem, type InTrash, type MemoryState } from './state';
import { fragment } from '../fragment';
import { samples } from '../sample';

export const EVERYTHING: Filter = { kind: null, state: null, lang: null, section: null, mine: false };

export function itemsCommands(desk: MemoryState) {
  return {
    itemsList: async (filter: Filter, offset: number, limit: number): Promise<Entry[]> => {
      desk.fail('itemsList');
      return desk.entries(filter).slice(offset, offset + limit);
    },
    itemsOutline: async (filter: Filter, since: string[]) => {
      const entries = desk.entries(filter);
      const later = (at: string) => entries.filter(({ updated }) => Date.parse(updated) >= Date.parse(at)).length;
      return { total: entries.length, since: since.map(later) };
    },
    itemsShow: async (edition: string, revision: string | null = null) => {
      desk.fail('itemsShow');
      const shown = desk.of(edition);
      const before = revision && desk.earlier.get(revision);
      if (before) return { ...shown, document: before.document };
      const old = revision ? desk.older.get(revision) : undefined;
      if (old) return { ...shown, ...old };
      const lines = desk.segments.get(edition);
      if (lines) return { ...shown, document: laid(lines) };
      const earlier = desk.submitted.get(edition);
      // As the desk does: the text of the revision asked for, under the row of the edition as it stands.
      return earlier && earlier.revision === revision ? { ...shown, document: earlier.document } : shown;
    },
    itemsSearch: async (text: string, limit: number) => {
      const folded = (of: string) => of.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
      const holds = (row: Row | null) => row !== null && folded(row.title).includes(folded(text.trim()));
      return desk
        .entries(EVERYTHING)
        .flatMap((entry) => {
          const found = [entry.row, entry.english].find(holds);
          return found ? [{ entry, edition: found.edition, snippet: '' }] : [];
        })
        .slice(0, limit);
    },
    itemsNew: async (kind: string, lang: string) => {
      desk.fail('itemsNew');
      const item = `01936000-0000-7000-a000-${String(desk.next++).padStart(12, '0')}`;
      const edition = `${item}:${lang}`;
      const [row] = samples().map(({ row }) => row);
      if (!row) throw problem('not_found');
      desk.shown.set(edition, {
        row: { ...row, item, edition, kind, lang, title: '', draft: true, updated: desk.now(), author: null },
        summary: '',
        fields: {},
        document: { v: 1 },
        approvals: [],
        needed: 0,
        url: null,
        submitted_by: null,
        base: null,
        translated: false,
        source: null,
      });
      return { item, edition };
    },
    itemsTrash: async (item: string) => {
      desk.fail('itemsTrash');
      const editions = [...desk.shown.values()].filter(({ row }) => row.item === item);
      if (editions.length === 0) throw problem('not_found');
      if (editions.some(({ row }) => row.revision)) throw problem('shared');
      desk.trashed.set(item, { editions, at: desk.now() });
      for (const { row } of editions) desk.shown.delete(row.edition);
      return null;
    },
    itemsUntrash: async (item: string) => {
      desk.fail('itemsUntrash');
      const trashed = desk.trashed.get(item);
      if (!trashed) throw problem('not_found');
      desk.trashed.delete(item);
      for (const shown of trashed.editions) desk.shown.set(shown.row.edition, shown);
      return null;
    },
    itemsTrashed: async (): Promise<Trashed[]> => {
      desk.fail('itemsTrashed');
      const line = ([item, { editions, at }]: [string, InTrash]) => {
        const rows = editions.map(({ row }) => row);
        const row = rows.find(({ lang }) => lang === 'vi') ?? rows[0];
        return row ? [{ item, title: row.title, kind: row.kind, lang: row.lang, at }] : [];
      };
      return [...desk.trashed].flatMap(line).reverse();
    },
    itemsHistory: async (edition: string): Promise<Act[]> => {
      desk.fail('itemsHistory');
      return desk.histories.get(edition) ?? [];
    },
    itemsNewest: async (edition: string): Promise<Newest | null> => {
      desk.fail('itemsNewest');
      return desk.newest.get(edition) ?? null;
    },
    itemsHtml: async (edition: string) => {
      desk.fail('itemsHtml');
      return fragment(desk.of(edition).document.blocks);
    },
    itemsDiff: async (_: string, from: string | null): Promise<Difference[]> => {
      desk.fail('itemsDiff');
      return (from && desk.earlier.get(from)?.differences) || [];
    },
    pictureRead: async () => ({ media_type: 'image/svg+xml', base64: btoa(PICTURE) }),
  };
}

/** The page a translation makes: the words of the source stand where nothing is translated. */
function laid(lines: SegmentLine[]): Shown['document'] {
  const blocks = lines
    .filter(({ block }) => block !== 'title')
    .map(({ block: id, source, target }) => {
      const text = (target || source).replace(/<[/]?[a-z]+[0-9]+>/g, '');
      return { type: 'paragraph' as const, id, content: [{ text }] };
    });
  return { v: 1, blocks };
}

/** A drawn stand-in for a photograph: boats at anchor. */
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1180 520" width="1180" height="520">
<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#9fb4cf"/><stop offset="1" stop-color="#f1cfae"/></linearGradient></defs>
<rect width="1180" height="300" fill="url(#s)"/><rect y="300" width="1180" height="220" fill="#5f7f9c"/>
<circle cx="720" cy="240" r="44" fill="#fbeecb"/><path d="M0 300h1180" stroke="#7c97ae" stroke-width="6"/>
<g fill="#22384f"><path d="M180 380h220l-40 56H220z"/><path d="M280 210h6v170h-6z"/><path d="M820 360h240l-44 62H862z"/><path d="M936 170h6v190h-6z"/></g>
<g fill="#a5472f"><rect x="250" y="330" width="72" height="50"/></g><g fill="#35655c"><rect x="900" y="304" width="80" height="56"/></g>
</svg>`;

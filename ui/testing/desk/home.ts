/** What is mine to do, and what is to be done in English. */

import type { Home, Row, Translating } from '../../src/ipc';
import type { MemoryState } from './state';
import { ME } from '../sample';
import { EVERYTHING } from './items';

const NEEDS = ['begin', 'update', 'mend', 'go_on', 'wait'];

export function homeCommands(desk: MemoryState) {
  function translating(): Translating[] {
    const needOf = (row: Row, english: Row | null): string | null => {
      if (!english) return row.state === 'returned' ? null : 'begin';
      if (english.out_of_date) return 'update';
      const work = english.pending ?? english.state;
      if (work === 'returned') return 'mend';
      if (work === 'submitted') return 'wait';
      return work === 'draft' || english.draft ? 'go_on' : null;
    };
    const found = desk.entries(EVERYTHING).flatMap(({ row, english }) => {
      const need = needOf(row, english);
      const open = row.lang === 'vi' && row.revision && !['withdrawn', 'unpublished'].includes(row.state);
      return open && need ? [{ source: row, english, need }] : [];
    });
    return found.sort(
      (a, b) =>
        NEEDS.indexOf(a.need) - NEEDS.indexOf(b.need) || Date.parse(a.source.updated) - Date.parse(b.source.updated),
    );
  }
  return {
    home: async (): Promise<Home> => {
      desk.fail('home');
      const all = [...desk.shown.values()];
      const newest = (rows: Row[]) => rows.sort((a, b) => Date.parse(b.updated) - Date.parse(a.updated));
      const [last, ...drafts] = newest(all.map(({ row }) => row).filter((row) => row.draft && !row.fork));
      const back = all
        .map(({ row }) => row)
        .filter(({ fork, state, author }) => fork || (state === 'returned' && author === 'Kiều Oanh'));
      const text = last && desk.of(last.edition);
      const translate = desk.roles.includes('translator') ? translating() : [];
      const soon = Date.parse(desk.now()) + 7 * 86_400_000;
      return {
        last: last && text ? { row: last, beginning: text.summary } : null,
        drafts,
        returned: back.filter((row) => row !== last),
        decide: desk
          .queue()
          .filter(({ row }) => !desk.reasons.has(row.edition))
          .map(({ row }) => ({ row, deadline: desk.deadlines.get(row.edition) ?? null })),
        translate: translate.slice(0, 5),
        translate_count: translate.length,
        coming: all
          .flatMap(({ row, fields }) => {
            if (row.state === 'scheduled' && row.at) return [{ row, at: row.at, closes: false }];
            const day = row.state === 'published' && fields['closes'];
            return day ? [{ row, at: `${day}T23:59:59+07:00`, closes: true }] : [];
          })
          .filter(({ at }) => Date.parse(at) <= soon),
        submitted: all
          .filter(({ row, submitted_by }) => row.state === 'submitted' && submitted_by === ME)
          .map(({ row }) => row),
      };
    },
    translatingList: async (offset: number, limit: number) => {
      desk.fail('translatingList');
      return translating().slice(offset, offset + limit);
    },
    translatingCounts: async () =>
      NEEDS.map((need) => ({ need, count: translating().filter((one) => one.need === need).length })),
  };
}

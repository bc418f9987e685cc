/** A revision of another that arrives while the text is open. */

import type { Newest } from '../src/ipc';
import type { MemoryDesk } from './memory';
import { MEMBERS } from './sample';

const REVISION = '77d041be'.padEnd(64, '0');

export function arrived(desk: MemoryDesk, edition: string, given: Partial<Newest> = {}): Newest {
  const shown = desk.shown.get(edition);
  if (!shown) throw new Error('the sample is smaller than it was');
  const newest: Newest = {
    revision: REVISION,
    by: MEMBERS[1]?.member ?? '',
    at: '2026-11-24T14:01:00+07:00',
    ...{ mine: false, shown_only: false, at_work: false, replaced: null },
    ...given,
  };
  const before = shown.row.revision;
  if (before) {
    desk.older.set(before, shown);
    desk.earlier.set(before, {
      document: shown.document,
      differences: [
        {
          block: 'title',
          change: 'changed',
          old: shown.row.title,
          new: `${shown.row.title} (bổ sung)`,
          words: [
            { is: 'same', text: shown.row.title },
            { is: 'inserted', text: ' (bổ sung)' },
          ],
          form: null,
        },
      ],
    });
  }
  const blocks = [...(shown.document.blocks ?? [])];
  blocks.push({ type: 'paragraph', id: 'arrived000', content: [{ text: 'Đoạn này do người khác thêm.' }] });
  const row = { ...shown.row, revision: newest.revision };
  const text = { row: { ...row, title: `${row.title} (bổ sung)` }, document: { v: 1, blocks } };
  desk.older.set(newest.revision, text);
  // A draft stays what it is; what was read without one is now the newest.
  desk.shown.set(edition, shown.row.draft ? { ...shown, row } : { ...shown, ...text, base: newest.revision });
  desk.newest.set(edition, newest);
  return newest;
}

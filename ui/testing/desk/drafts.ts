/** What is written on this computer, its checks and its snapshots. */

import type { Check, Snapshot, SnapshotText, Text } from '../../src/ipc';
import { MARKED, problem, type MemoryState } from './state';
import { words } from './words';

const MESSAGES: Record<string, string> = {
  title: 'Chưa có tiêu đề.',
  attribution: 'Chưa ghi nguồn.',
  deadline: 'Chưa ghi hạn góp ý.',
  picture_alt: 'Ảnh chưa có mô tả cho người không nhìn thấy ảnh.',
  picture_credit: 'Ảnh chưa ghi nguồn.',
  untranslated: 'Chưa dịch.',
  out_of_date: 'Bản tiếng Việt đã đổi, bản dịch chưa cập nhật.',
};

export function draftsCommands(desk: MemoryState) {
  function snapshot(edition: string, id: number): SnapshotText {
    const found = desk.snapshots.get(edition)?.find((snapshot) => snapshot.id === id);
    if (!found) throw problem('not_found');
    return found.text;
  }
  function keep(edition: string, kept: boolean, name: string | null): void {
    const { row, summary, fields, document } = desk.of(edition);
    const id = 100 + desk.next++;
    const text = { title: row.title, summary, fields, document };
    desk.snapshots.set(edition, [...(desk.snapshots.get(edition) ?? []), { id, at: desk.now(), kept, name, text }]);
  }
  return {
    draftSave: async (edition: string, base: string | null, text: Text) => {
      desk.fail('draftSave');
      const { row, base: stands } = desk.of(edition);
      // A draft is begun on the revision that was read, though a newer one may have come since.
      const read = !row.draft && base !== null && desk.older.has(base);
      if (stands !== base && !read) throw problem('stale');
      if (/^(TUYỆT |TỐI )?MẬT$/mu.test(words(text))) throw problem('secret_mark', [MARKED]);
      const shown = desk.of(edition);
      if (!row.draft) desk.below.set(edition, shown);
      desk.saves.push({ edition, text });
      desk.shown.set(edition, {
        ...shown,
        base,
        ...{ summary: text.summary, fields: { ...text.fields }, document: text.document },
        row: { ...shown.row, title: text.title, draft: true, updated: desk.now() },
      });
      return { at: desk.now() };
    },
    draftCheck: async (edition: string): Promise<Check[]> => {
      desk.fail('draftCheck');
      const { row, fields, document, translated } = desk.of(edition);
      const found: Check[] = [];
      const add = (check: string, severity: string, block: string | null = null) =>
        found.push({ check, severity, block, message: MESSAGES[check] ?? check });
      if (translated) {
        // As the desk does: each place once.
        for (const line of desk.segments.get(edition) ?? []) {
          const check = line.out_of_date ? 'out_of_date' : line.state === 'initial' ? 'untranslated' : null;
          if (check && !found.some((other) => other.check === check && other.block === line.block))
            add(check, check === 'untranslated' ? 'blocks' : 'reason', line.block);
        }
        return found;
      }
      if (!row.title.trim()) add('title', 'blocks');
      if (!fields['author'] || !fields['source']) add('attribution', 'blocks');
      if (row.kind === 'consultation' && (!fields['opens'] || !fields['closes'])) add('deadline', 'blocks');
      for (const block of document.blocks ?? []) {
        if (block.type === 'image' && !block.alt) add('picture_alt', 'reason', block.id);
        if (block.type === 'image' && !block.credit) add('picture_credit', 'reason', block.id);
      }
      return found;
    },
    draftSnapshots: async (edition: string): Promise<Snapshot[]> => {
      desk.fail('draftSnapshots');
      const list = [...(desk.snapshots.get(edition) ?? [])].sort(
        (a, b) => Date.parse(b.at) - Date.parse(a.at) || b.id - a.id,
      );
      return list.map(({ id, at, name, kept, text }) => ({ id, at, name, kept, title: text.title }));
    },
    draftSnapshot: async (edition: string, id: number): Promise<SnapshotText> => {
      desk.fail('draftSnapshot');
      return snapshot(edition, id);
    },
    draftRestore: async (edition: string, id: number) => {
      desk.fail('draftRestore');
      const text = snapshot(edition, id);
      const shown = desk.of(edition);
      if (shown.row.draft) keep(edition, false, null);
      else desk.below.set(edition, shown);
      desk.shown.set(edition, {
        ...shown,
        ...{ summary: text.summary, fields: text.fields, document: text.document },
        row: { ...shown.row, title: text.title, draft: true, updated: desk.now() },
      });
      return { at: desk.now() };
    },
    draftKeep: async (edition: string, name: string | null) => {
      desk.fail('draftKeep');
      keep(edition, true, name);
      return null;
    },
    draftDiscard: async (edition: string) => {
      desk.fail('draftDiscard');
      const shown = desk.of(edition);
      if (!shown.row.draft) throw problem('not_found');
      keep(edition, false, null);
      const below = desk.below.get(edition) ?? shown;
      if (below.row.revision === null) desk.shown.delete(edition);
      else desk.shown.set(edition, { ...below, row: { ...below.row, draft: false } });
      return null;
    },
    draftShare: async (edition: string) => {
      desk.fail('draftShare');
      const shown = desk.of(edition);
      desk.shown.set(edition, { ...shown, row: { ...shown.row, draft: false, revision: '5a'.repeat(32) } });
      return null;
    },
    draftPicture: async () => {
      desk.fail('draftPicture');
      return { blob: 'c4'.repeat(32), width: 1600, height: 1067 };
    },
  };
}

/** The edition in the other language, sentence by sentence. */

import type { SegmentLine, Shown } from '../../src/ipc';
import { problem, type MemoryState } from './state';
import { words } from './words';

export function translationCommands(desk: MemoryState) {
  function putLine(edition: string, line: SegmentLine): void {
    const lines = desk.segments.get(edition) ?? [];
    desk.segments.set(
      edition,
      lines.map((other) => (other.segment === line.segment ? line : other)),
    );
  }
  return {
    translationOpen: async (source: string) => {
      desk.fail('translationOpen');
      const { row, document } = desk.of(source);
      if (!row.revision) throw problem('not_shared');
      const edition = `${row.item}:en`;
      const segments = desk.segments.get(edition) ?? untranslated(row.title, document);
      if (!desk.segments.has(edition)) {
        desk.segments.set(edition, segments);
        const english = {
          ...row,
          edition,
          lang: 'en',
          state: 'draft',
          revision: null,
          published_revision: null,
          draft: true,
        };
        desk.shown.set(edition, { ...desk.of(source), row: english, base: null, translated: true, submitted_by: null });
      }
      return { edition, segments: segments.length, from_memory: 0 };
    },
    translationSegments: async (edition: string) => {
      desk.fail('translationSegments');
      desk.of(edition);
      return desk.segments.get(edition) ?? [];
    },
    translationSet: async (edition: string, _: string | null, segment: string, target: string, state: string) => {
      desk.fail('translationSet');
      if (/^(TUYỆT |TỐI )?MẬT$/mu.test(target.trim())) throw problem('secret_mark');
      const lines = desk.segments.get(edition) ?? [];
      const known = lines.find((line) => line.segment === segment);
      if (!known) throw problem('not_found');
      desk.sets.push({ edition, segment, target, state });
      const line: SegmentLine = { ...known, target: target.trim(), state: target.trim() ? state : 'initial' };
      const current = { ...line, out_of_date: false, earlier: null, changed: [] };
      const now = line.state === 'initial' ? line : current;
      desk.segments.set(
        edition,
        lines.map((other) => (other === known ? now : other)),
      );
      return now;
    },
    translationReview: async (edition: string, base: string | null, segment: string) => {
      desk.fail('translationReview');
      desk.readOver.push({ base, segment });
      const known = desk.segments.get(edition)?.find((line) => line.segment === segment);
      if (!known) throw problem('not_found');
      if (!known.may_review) throw problem('own_work');
      const line = { ...known, state: known.state === 'reviewed' ? 'translated' : 'reviewed' };
      putLine(edition, line);
      return line;
    },
    translationChoose: async (edition: string, segment: string, choice: string) => {
      desk.fail('translationChoose');
      const passage = desk.forkedSentences.find((other) => other.segment === segment);
      const known = desk.segments.get(edition)?.find((line) => line.segment === segment);
      if (!passage || !known) throw problem('not_found');
      const { mine, theirs } = passage;
      const target = (choice === 'theirs' ? theirs : choice === 'both' ? [mine, theirs].join(' ') : mine) ?? '';
      const line = { ...known, target, state: choice === 'both' ? 'initial' : 'translated' };
      putLine(edition, line);
      desk.forkedSentences = desk.forkedSentences.filter((other) => other !== passage);
      if (desk.forkedSentences.length === 0) {
        const shown = desk.of(edition);
        desk.shown.set(edition, { ...shown, row: { ...shown.row, fork: false } });
        desk.forks = desk.forks.filter((fork) => fork.edition !== edition);
      }
      return line;
    },
  };
}

/** The sentences of a text nobody has translated yet: its title, and a line for each block. */
function untranslated(title: string, document: Shown['document']): SegmentLine[] {
  const lines = [title, ...words({ title: '', summary: '', fields: {}, document }).split('\n').filter(Boolean)];
  return lines.map((source, at) => ({
    segment: `${at}/0/00000000`,
    block: at === 0 ? 'title' : `s${String(at).padStart(9, '0')}`,
    ...{ source, target: '', state: 'initial', out_of_date: false, earlier: null, changed: [], may_review: false },
  }));
}

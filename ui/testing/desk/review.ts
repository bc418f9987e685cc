/** Handing in, and deciding. */

import type { Submission } from '../../src/ipc';
import type { MemoryState } from './state';
import { newBlockId } from '../../src/document/blockId';
import { ME } from '../sample';

export function reviewCommands(desk: MemoryState) {
  function decide(edition: string, state: string) {
    const shown = desk.of(edition);
    desk.shown.set(edition, { ...shown, row: { ...shown.row, state } });
    desk.wait(edition, state);
    return { edition, state };
  }
  return {
    reviewSubmit: async (edition: string, submission: Submission) => {
      desk.fail('reviewSubmit');
      desk.submissions.push(submission);
      const shown = desk.of(edition);
      const revision = newBlockId().padEnd(64, '0');
      const row = { ...shown.row, state: 'submitted', draft: false, revision };
      desk.shown.set(edition, { ...shown, row, needed: 1, submitted_by: ME });
      desk.wait(edition, 'submitted');
      return { edition, revision, state: 'submitted', warning: null };
    },
    reviewTakeBack: async (edition: string) => {
      const shown = desk.of(edition);
      desk.shown.set(edition, { ...shown, submitted_by: null, row: { ...shown.row, state: 'draft' } });
      desk.wait(edition, 'taken_back');
      return { edition, state: 'draft' };
    },
    reviewQueue: async () => {
      desk.fail('reviewQueue');
      return desk.queue().map(({ row, approvals, needed, submitted_by }) => ({
        row: { ...row, revision: desk.submitted.get(row.edition)?.revision ?? row.revision },
        approvals,
        needed,
        submitted_by: submitted_by ?? '',
        deadline: desk.deadlines.get(row.edition) ?? desk.publications.get(row.edition) ?? null,
        publish_at: desk.publications.get(row.edition) ?? null,
        waits_for_source: desk.waitsForSource.has(row.edition),
        why_not: desk.reasons.get(row.edition) ?? null,
        why_not_return: desk.returnReasons.get(row.edition) ?? null,
      }));
    },
    reviewApprove: async (edition: string, revision: string) => {
      desk.fail('reviewApprove');
      desk.approved.push({ edition, revision });
      return decide(edition, 'approved');
    },
    reviewReturn: async (edition: string, revision: string, reason: string) => {
      desk.fail('reviewReturn');
      desk.returned.push({ edition, revision, reason });
      return decide(edition, 'returned');
    },
  };
}

/** The board one practises with. */

import type { PracticePerson } from '../../src/ipc';
import type { MemoryState } from './state';

export const PEOPLE: PracticePerson[] = [
  { key: 'editor', name: 'Đỗ Kiều Oanh', roles: ['editor'] },
  { key: 'approver', name: 'Phạm Quốc Bảo', roles: ['approver'] },
  { key: 'translator', name: 'Lê Thị Hạnh', roles: ['translator'] },
  { key: 'chief', name: 'Trần Minh Khôi', roles: ['chief'] },
];

export function practiceCommands(desk: MemoryState) {
  let stopMaking: (() => void) | null = null;
  /** The desk one came from to practise. */
  let own: Pick<MemoryState, 'stage' | 'joined' | 'name'> | null = null;
  function work(): void {
    desk.stage = 'open';
    desk.joined = true;
    desk.name = PEOPLE.find(({ key }) => key === desk.practisingAs)?.name ?? desk.name;
  }
  const practiceLeave = async () => {
    desk.practisingAs = null;
    Object.assign(desk, own ?? { stage: 'absent' });
    own = null;
    return null;
  };
  return {
    practiceStart: async () => {
      desk.fail('practiceStart');
      if (desk.making) {
        await new Promise<void>((stopped) => (stopMaking = stopped));
        desk.making = null;
        return false;
      }
      const { stage, joined, name } = desk;
      if (desk.practisingAs === null) own = { stage, joined, name };
      desk.practiceMade = true;
      desk.practisingAs ??= 'editor';
      work();
      return true;
    },
    practiceMaking: async () => desk.making,
    practiceStop: async () => {
      stopMaking?.();
      return null;
    },
    practiceAs: async (person: string) => {
      desk.fail('practiceAs');
      desk.practisingAs = person;
      work();
      return null;
    },
    practicePassphrase: async () => {
      desk.fail('practicePassphrase');
      return desk.practisingAs && desk.opener();
    },
    practiceLeave,
    practiceDiscard: async () => {
      desk.fail('practiceDiscard');
      await practiceLeave();
      desk.practiceMade = false;
      return null;
    },
  };
}

/** The store of this computer: made, opened, kept safe. */

import type { NewDesk, Status, Unlocking } from '../../src/ipc';
import { problem, type MemoryState } from './state';
import { DEVICE, ME } from '../sample';
import { PEOPLE } from './practice';

export const WORDS = 'abandon river lantern paper quiet orange window harvest bridge candle island morning'.split(' ');

export function profileCommands(desk: MemoryState) {
  let stopWork: (() => void) | null = null;
  async function worksOn(): Promise<boolean> {
    if (!desk.working) return true;
    await new Promise<void>((stopped) => (stopWork = stopped));
    desk.working = null;
    return false;
  }
  const profileOpen = async (by: Unlocking) => {
    desk.fail('profileOpen');
    if ('passphrase' in by && by.passphrase !== undefined) {
      if (by.passphrase !== desk.passphrase) throw problem('wrong_passphrase');
    } else if (by.words) {
      if (by.words.words !== WORDS.join(' ')) throw problem('wrong_passphrase');
      desk.passphrase = by.words.passphrase;
    }
    desk.stage = 'open';
    return null;
  };
  /** Whoever asks knows what opens the desk. */
  const proves = (passphrase: string): void => {
    if (passphrase !== desk.opener()) throw problem('wrong_passphrase');
  };
  return {
    profileState: async () => ({
      stage: desk.stage,
      path: desk.practisingAs
        ? `/home/oanh/.local/share/banthao-practice/${desk.practisingAs}`
        : '/home/oanh/.local/share/banthao',
      version: '0.1.0',
      rescued: desk.rescued,
      practice: desk.practisingAs ? { people: PEOPLE, me: desk.practisingAs } : null,
      practice_path: '/home/oanh/.local/share/banthao-practice',
      practice_made: desk.practiceMade,
      practice_asked: desk.practiceAsked && desk.stage === 'absent',
    }),
    profileCreate: async ({ name, passphrase }: NewDesk) => {
      desk.fail('profileCreate');
      desk.stage = 'open';
      desk.name = name;
      desk.joined = false;
      desk.passphrase = passphrase;
      return WORDS;
    },
    profileOpen,
    profileMayAsk: async (url: string) => /^(https:|http:\/\/(127\.0\.0\.1|localhost|\[::1\]):)/.test(url),
    profileJoin: async () => {
      desk.fail('profileJoin');
      desk.joined = true;
      desk.stage = 'open';
      desk.line = { ...desk.line, trouble: null };
      desk.tell();
      return null;
    },
    profileWords: async (passphrase: string) => {
      proves(passphrase);
      return WORDS;
    },
    profileSheet: async () => {
      desk.fail('profileSheet');
      return {
        title: 'Tờ khôi phục của Bản Thảo',
        facts: [
          { name: 'Ban Biên tập', value: desk.joined ? 'Sở Ngoại vụ' : 'chưa tham gia Ban Biên tập nào' },
          { name: 'Người dùng', value: desk.name },
          { name: 'Ngày ghi', value: '24/11/2026' },
        ],
        words: WORDS,
        parts: [
          { head: 'Dùng để làm gì', lines: ['Mười hai từ này mở dữ liệu của bàn làm việc khi quên cụm mật khẩu.'] },
          {
            head: 'Cách dùng',
            lines: ['Trên máy này: mở Bản Thảo, chọn “Quên cụm mật khẩu”.', 'Nhập mười hai từ theo đúng thứ tự.'],
          },
        ],
      };
    },
    profileSheetSave: async (file: string) => {
      desk.fail('profileSheetSave');
      desk.sheets.push(file);
      return null;
    },
    chooseSheet: async () => desk.sheetFile,
    profilePassphrase: async (present: string, passphrase: string) => {
      desk.fail('profilePassphrase');
      proves(present);
      if (desk.practisingAs) desk.practicePassphrases.set(desk.practisingAs, passphrase);
      else desk.passphrase = passphrase;
      return null;
    },
    profileBackup: async (_: string, passphrase: string | null) => {
      desk.fail('profileBackup');
      if (passphrase !== null && passphrase !== desk.passphrase) throw problem('wrong_passphrase');
      return (await worksOn()) ? { ok: true, entries: 48_211, published: 412 } : null;
    },
    profileRestore: async (file: string, by: Unlocking) => {
      desk.fail('profileRestore');
      if (!file.endsWith('.backup')) throw problem('bad_file');
      if (!(await worksOn())) return false;
      await profileOpen(by);
      return true;
    },
    profileWorking: async () => desk.working,
    profileWorkStop: async () => {
      stopWork?.();
      return null;
    },
    chooseFile: async (toWrite: boolean) =>
      toWrite ? '/media/usb/ban-thao-2026-11-24.backup' : '/media/usb/ban-thao-2026-11-17.backup',
    profileClose: async () => {
      desk.closed += 1;
      desk.stage = 'locked';
      return null;
    },
    status: async (): Promise<Status> => {
      desk.fail('status');
      return {
        version: '0.1.0',
        profile: '/home/oanh/.local/share/banthao',
        site: desk.joined ? 'songoaivu' : null,
        site_names: desk.joined ? { vi: 'Sở Ngoại vụ', en: 'Department of Foreign Affairs' } : null,
        ledger: desk.joined ? '9c'.repeat(32) : null,
        url: desk.joined ? 'https://songoaivu.example.vn/songoaivu' : null,
        member: desk.joined ? ME : null,
        name: desk.name,
        roles: desk.joined ? (desk.practisingAs ? [desk.practisingAs] : desk.roles) : [],
        device: desk.joined ? DEVICE : null,
        counts: {
          drafts: [...desk.shown.values()].filter(({ row }) => row.draft).length,
          outbox: desk.outbox.length,
          refusals: desk.refusals.length,
          forks: desk.forks.length,
          queue: desk.joined ? desk.queue().filter(({ row }) => !desk.reasons.has(row.edition)).length : 0,
        },
        cursor: 48_211,
        last_exchange: desk.joined ? '2026-11-24T13:50:00+07:00' : null,
        indexing: 0,
        has_passphrase: true,
      };
    },
  };
}

import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WORDS } from '../../testing/desk/profile';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { press } from '../../testing/press';
import { Desk } from '../frame/desk.svelte';
import { told } from '../ipc';
import { First } from './first.svelte';
import { twoOf } from './trying.svelte';
import { forgetUntried } from './untried';
import { RecoverySheet } from './sheet.svelte';
import FirstRun from './FirstRun.svelte';
import Notice from '../frame/Notice.svelte';
import Ways from './Ways.svelte';

let memory: MemoryDesk;
let opened: number;
let first: First;
beforeEach(() => {
  memory = new MemoryDesk({ stage: 'absent', sample: false });
  opened = 0;
  first = new First(
    memory,
    async () => void (opened += 1),
    () => 0.5,
  );
});

function fill(): void {
  first.name = '  Đỗ Kiều Oanh ';
  first.passphrase = 'trăng sáng sân đình';
  first.again = 'trăng sáng sân đình';
}

describe('making a desk', () => {
  beforeEach(() => first.choose('make'));

  it('says what is missing, field by field, and makes nothing', async () => {
    first.passphrase = 'ngắn';
    await first.go();
    expect(first.wrong).toEqual({ name: 'first.name.missing', passphrase: 'first.passphrase.short' });
    expect(memory.stage).toBe('absent');
  });

  it('wants the passphrase typed the same twice', async () => {
    fill();
    first.again = 'trăng sáng';
    await first.go();
    expect(first.wrong).toEqual({ again: 'first.again.differs' });
    first.again = '';
    await first.go();
    expect(first.wrong).toEqual({ again: 'first.again.missing' });
  });

  it('shows the recovery words and opens only after two of them were typed', async () => {
    fill();
    await first.go();
    expect(memory.name).toBe('Đỗ Kiều Oanh');
    expect(first.step).toBe('show_words');
    expect(first.recovery).toEqual(WORDS);
    expect(opened).toBe(0);

    first.tryThem();
    const { trying } = first;
    if (!trying) throw new Error('nothing is asked');
    const [a, b] = trying.asked;
    trying.typed = [WORDS[a] ?? '', 'nhầm'];
    await first.confirm();
    expect(trying.wrong).toEqual([false, true]);
    expect(opened).toBe(0);

    trying.typed = [` ${WORDS[a]?.toUpperCase()} `, WORDS[b] ?? ''];
    await first.confirm();
    expect(opened).toBe(1);
    expect([first.recovery, first.trying]).toEqual([[], null]);
  });

  it('says why the desk does not open after the words, and keeps them for the next try', async () => {
    const refused = problem('damaged');
    let refuses = true;
    first = new First(memory, () => (refuses ? Promise.reject(refused) : Promise.resolve()));
    first.choose('make');
    fill();
    await first.go();
    first.tryThem();
    if (first.trying) first.trying.typed = first.trying.asked.map((place) => WORDS[place] ?? '') as [string, string];
    await first.confirm();
    expect([first.problem?.code, first.busy, first.recovery]).toEqual(['damaged', false, WORDS]);
    refuses = false;
    await first.confirm();
    expect([first.problem, first.recovery]).toEqual([null, []]);
  });

  it('keeps no passphrase in memory once it was used', async () => {
    fill();
    await first.go();
    expect([first.passphrase, first.again]).toEqual(['', '']);
  });
});

describe('opening a desk', () => {
  beforeEach(() => {
    memory.stage = 'locked';
    first.choose('open');
  });

  it('after a wrong passphrase the right one works at once', async () => {
    first.passphrase = 'trăng tàn';
    await first.go();
    expect(first.problem?.code).toBe('wrong_passphrase');
    first.passphrase = 'trăng sáng sân đình';
    await first.go();
    expect(first.problem).toBeNull();
    expect(opened).toBe(1);
  });

  it('opens with the recovery words and a new passphrase', async () => {
    first.choose('words');
    first.words = ` ${WORDS.join('   ')} `;
    first.passphrase = first.again = 'nước non ngàn dặm';
    await first.go();
    expect(opened).toBe(1);
    expect(memory.passphrase).toBe('nước non ngàn dặm');
  });

  it('says that twelve words are needed', async () => {
    first.choose('words');
    first.words = 'abandon river';
    first.passphrase = first.again = 'nước non ngàn dặm';
    await first.go();
    expect(first.wrong).toEqual({ words: 'first.words.count' });
  });
});

describe('joining a board', () => {
  it('needs address, code and a name for the computer', async () => {
    first.choose('join');
    await first.go();
    expect(Object.keys(first.wrong)).toEqual(['url', 'invitation', 'device', 'passphrase']);
  });

  it('tells why it could not join, and shows the words when it could', async () => {
    first.choose('join');
    Object.assign(first, { url: 'https://x.vn/so', invitation: 'bt1.so.x', device: 'Máy phòng họp' });
    fill();
    memory.failing.set('profileJoin', problem('invitation_used'));
    await first.go();
    expect(first.problem?.code).toBe('invitation_used');
    await first.go();
    expect(first.step).toBe('show_words');
  });
});

describe('what is wrong with what was filled in to join', () => {
  beforeEach(() => {
    first.choose('join');
    Object.assign(first, { url: 'https://x.vn/so', invitation: 'bt1.so.x', device: 'Máy phòng họp' });
    fill();
  });

  it.each(['http://cong.example.vn/so', 'http://127.example.vn', 'cong.example.vn/so', 'ftp://cong.example.vn'])(
    '%s is sent nothing: it must begin with https',
    async (url) => {
      first.url = url;
      await first.go();
      expect([first.wrong, memory.joined, first.step]).toEqual([{ url: 'first.url.unsafe' }, true, 'choose']);
    },
  );

  it.each(['http://127.0.0.1:8080/so', 'http://localhost:8080', 'http://[::1]:8080', ' https://cong.example.vn '])(
    '%s may be asked',
    async (url) => {
      first.url = url;
      await first.go();
      expect([first.wrong, first.step]).toEqual([{}, 'show_words']);
    },
  );

  it('a code of wrong form is said at its field, and nothing else with it', async () => {
    memory.failing.set('profileJoin', problem('bad_field'));
    await first.go();
    expect([first.wrong, first.problem]).toEqual([{ invitation: 'first.invitation.form' }, null]);
    await first.go();
    expect(first.step).toBe('show_words');
  });

  it('a portal that is not reached is not told of with words about a desk', async () => {
    memory.failing.set('profileJoin', problem('offline'));
    await first.go();
    expect(first.problem && told(first.problem).then).toMatch(/^Không có gì được gửi đi\./);
  });
});

describe('the ways to begin', () => {
  let shown: object;
  beforeEach(() => {
    const desk = new Desk(memory);
    shown = mount(Ways, { target: document.body, props: { first, practising: desk.practising, made: false } });
  });
  afterEach(() => void unmount(shown));
  const label = () => document.activeElement?.closest('.field')?.querySelector('label')?.textContent;

  it('lead to the first field that is wrong', async () => {
    press('1');
    await vi.waitFor(() => expect(label()).toBe('Địa chỉ Cổng'));
    first.url = 'https://x.vn';
    await first.go();
    await vi.waitFor(() => expect(label()).toBe('Mã mời'));
    first.invitation = 'nhầm';
    first.device = 'Máy phòng họp';
    fill();
    memory.failing.set('profileJoin', problem('bad_field'));
    (document.activeElement as HTMLElement).blur();
    await first.go();
    await vi.waitFor(() => expect(label()).toBe('Mã mời'));
    expect(document.querySelector('.error')?.textContent).toContain('bt1.');
  });

  it('are chosen by a figure again once Escape led out of the form', async () => {
    press('1');
    await vi.waitFor(() => expect(label()).toBe('Địa chỉ Cổng'));
    press('4');
    expect(first.way).toBe('join');
    press('Escape');
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-expanded')).toBe('true'));
    press('4');
    await vi.waitFor(() => expect(label()).toBe('Tệp sao lưu'));
  });
});

describe('the two words asked for', () => {
  it('are two different places in order, whatever is drawn', () => {
    for (const a of [0, 0.3, 0.99])
      for (const b of [0, 0.5, 0.99]) {
        const draws = [a, b];
        const [first, second] = twoOf(12, () => draws.shift() ?? 0);
        expect(first).toBeLessThan(second);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(second).toBeLessThan(12);
      }
  });
});

describe('a backup', () => {
  beforeEach(() => first.choose('restore'));

  it('is opened by its passphrase', async () => {
    await first.go();
    expect(first.wrong).toEqual({ file: 'first.file.missing', passphrase: 'first.passphrase.missing' });
    await first.chooseFile();
    first.passphrase = 'trăng sáng sân đình';
    await first.go();
    expect([memory.stage, first.passphrase]).toEqual(['open', '']);
  });

  it('or by the words, and a passphrase chosen anew', async () => {
    await first.chooseFile();
    first.byWords = true;
    first.words = WORDS.join('  ');
    first.passphrase = first.again = 'nắng mới bên sông';
    await first.go();
    expect([memory.stage, memory.passphrase]).toEqual(['open', 'nắng mới bên sông']);
  });

  it('that is none is told, and nothing is made', async () => {
    first.file = '/tmp/anh.jpg';
    first.passphrase = 'trăng sáng sân đình';
    await first.go();
    expect([first.problem?.code, memory.stage]).toEqual(['bad_file', 'absent']);
    expect(first.problem && told(first.problem).what).toBe('Không mở được tệp sao lưu này.');
    await first.chooseFile();
    expect(first.problem).toBeNull();
  });
});

describe('the sheet of the recovery words', () => {
  it('goes to the file that was chosen, and says what to do with it', async () => {
    const memory = new MemoryDesk();
    const sheet = new RecoverySheet(memory, () => undefined);
    await sheet.save();
    expect([memory.sheets, sheet.saved, sheet.problem]).toEqual([[memory.sheetFile], memory.sheetFile, null]);
    memory.sheetFile = null;
    await sheet.save();
    expect(memory.sheets).toHaveLength(1);
    expect(sheet.saved).not.toBeNull();
  });

  it('says why it was not written, and nothing of an earlier one then', async () => {
    const memory = new MemoryDesk();
    const sheet = new RecoverySheet(memory, () => undefined);
    await sheet.save();
    memory.failing.set('profileSheetSave', problem('disk_full'));
    await sheet.save();
    expect([sheet.problem?.code, sheet.saved]).toEqual(['disk_full', null]);
  });

  it('is on paper when it is printed, and not before', async () => {
    const memory = new MemoryDesk();
    const seen: (string[] | undefined)[] = [];
    const sheet = new RecoverySheet(memory, () => seen.push(sheet.sheet?.words));
    expect(sheet.sheet).toBeNull();
    await sheet.print();
    expect(seen).toEqual([WORDS]);
    memory.failing.set('profileSheet', problem('unexpected'));
    await sheet.print();
    expect([sheet.problem?.code, seen.length]).toEqual(['unexpected', 1]);
  });
});

describe('a restoring that takes long', () => {
  it('can be ended, and done again', async () => {
    first.choose('restore');
    first.file = '/media/usb/a.backup';
    first.passphrase = 'trăng sáng sân đình';
    memory.working = { work: 'restoring', done: 3, of: 800 };
    const restored = first.go();
    await expect.poll(() => first.restoring.far?.of).toBe(800);
    await first.restoring.stop();
    await restored;
    expect([first.restoring.stopped, first.problem, opened, first.busy]).toEqual([true, null, 0, false]);
    await first.go();
    expect(opened).toBe(1);
    expect(first.passphrase).toBe('');
  });
});

describe('words that were shown and not tried', () => {
  const button = (words: string) =>
    [...document.querySelectorAll('button')].find((one) => one.textContent.includes(words));
  afterEach(() => localStorage.clear());

  it('are spoken of each time the desk is opened, until two of them were tried', async () => {
    const desk = new Desk(memory);
    const stop = await desk.start();
    const run = mount(FirstRun, { target: document.body, props: { desk } });
    press('3');
    await vi.waitFor(() => expect(document.querySelectorAll('input').length).toBeGreaterThan(2));
    const typed = ['Đỗ Kiều Oanh', 'trăng sáng sân đình', 'trăng sáng sân đình'];
    document.querySelectorAll('input').forEach((field, at) => {
      field.value = typed[at] ?? '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    flushSync();
    press('Enter', { ctrlKey: true });
    await vi.waitFor(() => expect(document.body.textContent).toContain(WORDS[0]));
    void unmount(run);
    stop();

    // The window was closed there.
    const again = new Desk(memory);
    const stopAgain = await again.start();
    expect(again.done).toBe('first.untried');
    const strip = mount(Notice, { target: document.body, props: { desk: again } });
    button('Xem các từ')?.click();
    await vi.waitFor(() => expect([again.place, again.settingsPage]).toEqual(['settings', 'key']));
    await again.opened();
    expect(again.done).toBe('first.untried');
    forgetUntried(again.profile?.path ?? '');
    again.seen();
    await again.opened();
    expect(again.done).toBeNull();
    void unmount(strip);
    stopAgain();
  });
});

import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WORDS } from '../../testing/desk/profile';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { NOW } from '../../testing/sample';
import { press } from '../../testing/press';
import { Desk } from '../frame/desk.svelte';
import type { Member } from '../ipc';
import { Backup } from './backup.svelte';
import { isUntried, keepUntried } from '../first/untried';
import Notice from '../frame/Notice.svelte';
import DevicePage from './DevicePage.svelte';
import Joining from './Joining.svelte';
import KeyPage from './KeyPage.svelte';
import { People, ROLES } from './people.svelte';
import { Approving, chosenWay, policyOf, SUBJECTS, WAYS, waysFor, type Way } from './policy.svelte';

let memory: MemoryDesk;
let desk: Desk;
beforeEach(async () => {
  memory = new MemoryDesk();
  memory.roles = ['chief'];
  desk = new Desk(memory);
  await desk.start();
});

describe('the people of the board', () => {
  let people: People;
  beforeEach(async () => {
    people = new People(desk);
    await people.load();
  });

  it('are seen by everybody and changed by a chief only', () => {
    expect(people.members.length).toBeGreaterThan(2);
    expect(people.mayChange).toBe(true);
    memory.roles = ['editor'];
    return desk.refresh().then(() => {
      expect(people.mayChange).toBe(false);
      const [me, other] = people.members;
      const may = (member?: Member) => member && people.mayRevoke(member);
      expect([may(me), may(other)]).toEqual([true, false]);
    });
  });

  it('are invited by name and role; the code is there once', async () => {
    people.inviting = true;
    await people.invite();
    expect(people.nameMissing).toBe(true);
    people.name = ' Lê Thị Hạnh ';
    people.toggle('translator');
    await people.invite();
    expect(memory.invited).toEqual([{ name: 'Lê Thị Hạnh', roles: ['editor', 'translator'] }]);
    expect(people.invited[0]?.code).toMatch(/^bt1\./);
    expect(people.invitations.map(({ name }) => name)).toContain('Lê Thị Hạnh');
  });

  it('without a role nobody is invited', async () => {
    people.name = 'Hạnh';
    people.toggle('editor');
    await people.invite();
    expect(memory.invited).toEqual([]);
  });

  it('lose a computer by the second press only', async () => {
    const device = people.members[0]?.devices[0]?.device ?? '';
    people.revoke(device);
    people.forget();
    await people.end();
    people.revoke(device);
    people.revoke(device);
    expect(memory.revoked).toEqual([]);
    await people.end();
    expect([memory.revoked, people.asks]).toEqual([[device], false]);
  });

  it('hold what is chosen for them once it is signed, and nothing of what was forgotten', async () => {
    const [member, other] = people.members;
    if (!member || !other) throw new Error('nobody');
    const held = people.held(member);
    const role = ROLES.find((one) => !held.includes(one)) ?? 'chief';
    people.choose(member, role, true);
    expect([people.holds(member, role), people.changes(member)]).toEqual([true, [{ role, held: true }]]);
    people.choose(member, role, false);
    expect([people.changing, people.asks]).toEqual([null, false]);
    people.choose(member, role, true);
    people.forget();
    await people.sign();
    people.choose(member, role, true);
    people.show(other.member);
    await people.sign();
    expect([memory.given, people.holds(member, role)]).toEqual([[], false]);
    people.choose(member, role, true);
    await people.sign();
    expect(memory.given).toEqual([{ member: member.member, role, held: true }]);
    expect([people.signed, people.asks]).toEqual([member.member, false]);
  });

  it('keep a code that was not copied until it was said once that it is not shown again', async () => {
    people.name = 'Lê Thị Hạnh';
    await people.invite();
    people.part();
    expect([people.invited.length, people.parting]).toEqual([1, people.invited[0]?.code]);
    people.part();
    expect([people.invited, people.parting]).toEqual([[], null]);
    people.name = 'Lê Thị Hạnh';
    await people.invite();
    people.copied(people.invited[0]?.code ?? '');
    people.part();
    expect(people.invited).toEqual([]);
  });

  it('have no code before them any more that was used', async () => {
    people.name = 'Lê Thị Hạnh';
    await people.invite();
    await people.load();
    expect(people.invited).toHaveLength(1);
    memory.invitations = [];
    await people.load();
    expect(people.invited).toEqual([]);
  });

  it('keep a code that the portal does not know yet', async () => {
    people.name = 'Lê Thị Hạnh';
    const { invitations } = memory;
    memory.boardInvitations = async () => invitations;
    await people.invite();
    await people.load();
    expect(people.invited).toHaveLength(1);
  });

  it('find a code that was not copied again after having been elsewhere', async () => {
    people.name = 'Lê Thị Hạnh';
    await people.invite();
    people.leave();
    const again = new People(people.desk);
    again.name = 'Võ Minh Tâm';
    await again.invite();
    expect(again.invited.map((made) => made.for)).toEqual(['Võ Minh Tâm', 'Lê Thị Hạnh']);
    again.copied(again.invited[0]?.code ?? '');
    again.leave();
    expect(new People(people.desk).invited.map((made) => made.for)).toEqual(['Lê Thị Hạnh']);
  });

  it('hold the roles of now, not those that ended', () => {
    const member = people.members[0];
    if (!member) throw new Error('nobody');
    const ended = { role: 'chief', from: '2024-01-01T00:00:00Z', to: '2025-01-01T00:00:00Z' };
    expect(people.held({ ...member, roles: [...member.roles, ended] })).not.toContain('chief');
    expect(people.since({ ...member, roles: [ended] })).toBe(ended.from);
  });

  it('what is refused is told', async () => {
    memory.failing.set('boardRole', problem('no_right'));
    const [member] = people.members;
    if (!member) throw new Error('nobody');
    const held = people.held(member).includes('chief');
    people.choose(member, 'chief', !held);
    await people.sign();
    await people.load();
    expect([people.problem?.code, people.changing?.member]).toEqual(['no_right', member.member]);
    await people.sign();
    expect([people.problem, people.changing]).toEqual([null, null]);
  });

  it('that could not be read are told of until they are', async () => {
    memory.failing.set('members', problem('damaged'));
    await people.load();
    expect(people.problem?.code).toBe('damaged');
    await people.load();
    expect(people.problem).toBeNull();
  });
});

describe('the policy', () => {
  const each = (way: Way) =>
    Object.fromEntries(SUBJECTS.map((subject) => [subject, way])) as Parameters<typeof policyOf>[0];

  it('without rules is one approval everywhere', () =>
    expect(SUBJECTS.map((subject) => chosenWay({ rules: [] }, subject))).toEqual(['one', 'one', 'one', 'one']));

  it('says for each subject what was chosen for it', () => {
    const ways = { ...each('one'), en: 'reviser', consultation: 'two_chief' } as const;
    const policy = policyOf(ways);
    expect(SUBJECTS.map((subject) => chosenWay(policy, subject))).toEqual(SUBJECTS.map((subject) => ways[subject]));
  });

  it('of another making is not taken for one of the ways', () => {
    const rule = { kind: 'article', lang: '*', steps: [{ roles: ['reviser'], count: 3 }] };
    expect(chosenWay({ rules: [rule] }, 'article')).toBeNull();
    expect(chosenWay({ rules: [{ ...rule, lang: 'en', steps: WAYS.one }] }, 'en')).toBeNull();
  });

  it('is signed by the second press', async () => {
    const approving = new Approving(desk);
    await approving.load();
    await approving.sign();
    expect(approving.signing).toBe(false);
    approving.choose('article', 'chief');
    await approving.sign();
    expect(memory.policy.rules).toEqual([]);
    await approving.sign();
    expect(chosenWay(memory.policy, 'article')).toBe('chief');
    expect([approving.done, approving.dirty]).toEqual([true, false]);
  });

  it('is shown as it was signed while the portal does not know of it', async () => {
    const approving = new Approving(desk);
    await approving.load();
    memory.boardSetPolicy = async () => {
      memory.outbox = [{ id: 'p', edition: null, title: '', what: 'policy_set', at: NOW, tried: false }];
      return null;
    };
    approving.choose('article', 'two');
    await approving.sign();
    await approving.sign();
    expect([approving.way('article'), approving.dirty]).toEqual(['two', false]);
    // The portal refused it.
    memory.outbox = [];
    await desk.refresh();
    await approving.load();
    expect(approving.way('article')).toBe('one');
  });

  it('that nobody can fulfil stays unsigned, and what was chosen stays', async () => {
    const approving = new Approving(desk);
    await approving.load();
    approving.choose('en', 'reviser');
    memory.failing.set('boardSetPolicy', problem('policy_unfulfillable'));
    await approving.sign();
    await approving.sign();
    expect([approving.problem?.code, approving.way('en')]).toEqual(['policy_unfulfillable', 'reviser']);
    expect([approving.signing, approving.busy]).toEqual([false, false]);
    await approving.sign();
    expect([approving.problem, approving.signing]).toEqual([null, true]);
  });

  it.each(SUBJECTS)('offers %s ways that there are', (subject) =>
    expect(waysFor(subject).every((way) => way in WAYS)).toBe(true),
  );
});

describe('the recovery words', () => {
  let shown: object | null = null;
  const show = () => (shown = mount(KeyPage, { target: document.body, props: { desk } }));
  const leave = () => void (shown && unmount(shown));
  afterEach(leave);
  const there = () => document.body.textContent.includes(WORDS[0] ?? '');
  const act = (word: string) => {
    [...document.querySelectorAll('button')].find((one) => one.textContent.startsWith(word))?.click();
    flushSync();
  };

  /** What is asked for is typed into the field that has the keyboard. */
  async function type(words: string): Promise<void> {
    await vi.waitFor(() => expect(document.activeElement).toBeInstanceOf(HTMLInputElement));
    const field = document.activeElement as HTMLInputElement;
    field.value = words;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.form?.requestSubmit();
  }

  it('are shown to whoever knows the passphrase', async () => {
    show();
    act('Hiện các từ…');
    expect(document.body.textContent).toContain('Không ai bên cạnh?');
    await type('mưa rào');
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('không đúng'));
    expect(there()).toBe(false);
    await type('trăng sáng sân đình');
    await vi.waitFor(() => expect(there()).toBe(true));
    expect(document.querySelector('[role=alert]')).toBeNull();
  });

  it('are tried by two of them from the sheet, and not spoken of any more then', async () => {
    const path = desk.profile?.path ?? '';
    keepUntried(path);
    show();
    act('Hiện các từ…');
    await type('trăng sáng sân đình');
    await vi.waitFor(() => expect(there()).toBe(true));
    act('Thử hai từ');
    expect(there()).toBe(false);
    const asks = (field: HTMLInputElement) => /Từ thứ (\d+)/.exec(field.labels?.[0]?.textContent ?? '')?.[1];
    const fields = [...document.querySelectorAll('input')].filter(asks);
    const right = fields.map((field) => WORDS[Number(asks(field)) - 1] ?? '');
    const fill = (words: string[]) => {
      fields.forEach((field, n) => {
        field.value = words[n] ?? '';
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
      fields[0]?.form?.requestSubmit();
    };
    fill(['nhầm', right[1] ?? '']);
    await vi.waitFor(() => expect(document.activeElement).toBe(fields[0]));
    expect([isUntried(path), fields.map((field) => field.getAttribute('aria-invalid'))]).toEqual([
      true,
      ['true', null],
    ]);
    fill(right);
    await vi.waitFor(() => expect(document.body.textContent).toContain('Tờ khôi phục dùng được'));
    expect([isUntried(path), there(), document.activeElement?.textContent]).toEqual([false, false, 'Hiện các từ…']);
  });

  it('are not asked for any more once one leaves that', () => {
    show();
    act('Hiện các từ…');
    act('Thôi');
    expect([there(), document.body.textContent.includes('Không ai bên cạnh?')]).toEqual([false, false]);
  });

  it('go with Escape, and with whoever leaves', async () => {
    for (const goes of [() => press('Escape'), () => (leave(), show())]) {
      show();
      act('Hiện các từ…');
      await type('trăng sáng sân đình');
      await vi.waitFor(() => expect(there()).toBe(true));
      goes();
      flushSync();
      expect(there()).toBe(false);
      leave();
    }
  });
});

describe('joining from the settings', () => {
  it('leads to the field that is wrong, and says what is wrong there', async () => {
    memory = new MemoryDesk({ joined: false });
    desk = new Desk(memory);
    await desk.start();
    const shown = mount(Joining, { target: document.body, props: { desk } });
    const fields = [...document.querySelectorAll('input')];
    const submit = () => document.querySelector('form')?.requestSubmit();
    const type = (at: number, words: string) => {
      const field = fields[at];
      if (!field) throw new Error('no such field');
      field.value = words;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      flushSync();
    };
    type(0, 'http://cong.example.vn');
    type(1, 'bt1.nhầm');
    type(2, 'Máy nhà');
    submit();
    await vi.waitFor(() => expect(document.activeElement).toBe(fields[0]));
    expect(document.querySelector('.error')?.textContent).toContain('https://');
    type(0, 'https://cong.example.vn');
    memory.failing.set('profileJoin', problem('bad_field'));
    submit();
    await vi.waitFor(() => expect(document.activeElement).toBe(fields[1]));
    expect(document.querySelectorAll('[role=alert], .error')).toHaveLength(1);
    void unmount(shown);
  });
});

describe('a computer that the portal lets in no more', () => {
  it('is told the way back everywhere, and joins again with a code alone', async () => {
    memory = new MemoryDesk();
    memory.line = { ...memory.line, trouble: 'device_revoked' };
    desk = new Desk(memory);
    await desk.start();
    memory.tell();
    const strip = mount(Notice, { target: document.body, props: { desk } });
    flushSync();
    const way = () => [...document.querySelectorAll('button')].find((one) => one.textContent.includes('Tham gia lại'));
    way()?.click();
    await vi.waitFor(() => expect([desk.place, desk.settingsPage]).toEqual(['settings', 'device']));
    const page = mount(DevicePage, { target: document.body, props: { desk } });
    flushSync();
    // The strip stays, without its button: the way ends here.
    expect(way()).toBeUndefined();
    const [url, code, device] = document.querySelectorAll('input');
    expect([url?.value, device?.value]).toEqual([desk.status?.url, 'Máy phòng họp']);
    if (!url || !code) throw new Error('no field for the code');
    url.value = 'https://moi.example.vn/songoaivu';
    url.dispatchEvent(new Event('input', { bubbles: true }));
    await desk.refresh();
    flushSync();
    expect(url.value).toBe('https://moi.example.vn/songoaivu');
    code.value = 'bt1.doi-ngoai.x';
    code.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
    document.querySelector('form')?.requestSubmit();
    await vi.waitFor(() => expect(document.body.textContent).toContain('Máy này đã tham gia lại.'));
    expect([desk.shutOut, document.querySelector('form')]).toEqual([null, null]);
    void unmount(page);
    void unmount(strip);
  });
});

describe('a backup', () => {
  it('is said to be there once it was proven', async () => {
    const backup = new Backup(memory);
    expect(backup.ready).toBe(false);
    await backup.choose();
    expect(backup.ready).toBe(true);
    backup.passphrase = 'trăng sáng sân đình';
    await backup.write();
    expect(backup.done).toBe('/media/usb/ban-thao-2026-11-24.backup');
    expect(backup.passphrase).toBe('');
  });

  it('by a wrong passphrase is none', async () => {
    const backup = new Backup(memory);
    backup.file = '/tmp/x.backup';
    backup.passphrase = 'sai';
    await backup.write();
    expect([backup.done, backup.problem?.code]).toEqual([null, 'wrong_passphrase']);
    await backup.choose();
    expect(backup.problem).toBeNull();
  });

  it('does not land in whatever folder the program runs in', async () => {
    const backup = new Backup(memory);
    for (const file of ['a.backup', 'sao lưu/a.backup', 'C:a.backup']) {
      backup.file = file;
      await backup.write();
      expect([backup.nowhere, backup.done], file).toEqual([true, null]);
    }
    for (const file of ['C:\\sao lưu\\a.backup', '\\\\may-chu\\a.backup']) {
      backup.file = file;
      await backup.write();
      expect([backup.nowhere, backup.done]).toEqual([false, file]);
    }
  });
});

describe('a backup that takes long', () => {
  it('tells how far it is, and leaves nothing when it is ended', async () => {
    const memory = new MemoryDesk();
    const backup = new Backup(memory);
    backup.file = '/media/usb/a.backup';
    backup.passphrase = 'trăng sáng sân đình';
    memory.working = { work: 'trial', done: 120, of: 800 };
    const written = backup.write();
    await expect.poll(() => backup.working.far?.done).toBe(120);
    expect([backup.busy, backup.ready]).toEqual([true, false]);
    const { profileWorkStop } = memory;
    memory.profileWorkStop = () => Promise.reject(problem('unexpected'));
    await backup.working.stop();
    expect([backup.busy, backup.problem?.code]).toEqual([true, 'unexpected']);
    memory.profileWorkStop = profileWorkStop;
    await backup.working.stop();
    await written;
    expect([backup.busy, backup.working.stopped, backup.done, backup.problem]).toEqual([false, true, null, null]);
    expect(backup.passphrase).not.toBe('');
    await backup.write();
    expect([backup.working.stopped, backup.done, backup.passphrase]).toEqual([false, '/media/usb/a.backup', '']);
  });
});

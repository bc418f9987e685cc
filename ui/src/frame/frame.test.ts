import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { keydown } from '../../testing/press';
import { NOW } from '../../testing/sample';
import { clauses } from './clauses';
import { EVERYTHING } from '../items/items.svelte';
import { Desk } from './desk.svelte';
import { act, nameOf } from './keys';

describe('keys', () => {
  it.each([
    ['Ctrl+Shift+S', 'S', { ctrlKey: true, shiftKey: true }],
    ['Ctrl+E', 'e', { ctrlKey: true }],
    ['Alt+2', '2', { altKey: true }],
    ['Shift+F4', 'F4', { shiftKey: true }],
    ['Shift+Tab', 'Unidentified', { shiftKey: true, code: 'Tab' }],
    ['?', '?', { shiftKey: true }],
    ['Ctrl+Enter', 'Enter', { ctrlKey: true }],
  ])('%s is named so', (name, key, held) => expect(nameOf(keydown(key, held))).toBe(name));

  it('do nothing while a word is being composed, so that no input method is disturbed', () => {
    let done = 0;
    const composing = keydown('Escape', { isComposing: true });
    expect(act(composing, { Escape: () => (done += 1) }, 'review')).toBe(false);
    expect(act(keydown('Escape'), { Escape: () => (done += 1) }, 'review')).toBe(true);
    expect(done).toBe(1);
  });

  it('that mean nothing here are left to the page', () => {
    const event = keydown('Backspace');
    expect(act(event, { Escape: () => undefined }, 'review')).toBe(false);
    expect(event.defaultPrevented).toBe(false);
  });
});

describe('the status bar', () => {
  const now = new Date(NOW);
  const quiet = { trouble: null, since: null, next: null, busy: false, offline: false, going: null };
  let memory: MemoryDesk;
  beforeEach(() => (memory = new MemoryDesk()));

  it('says in three clauses what is saved, what waits and the portal', async () => {
    memory.outbox = [1, 2, 3].map((n) => ({ id: `${n}`, edition: null, title: '', what: '', at: NOW, tried: false }));
    const said = clauses(await memory.status(), quiet, { is: 'saved', at: NOW }, now, 'vi');
    expect(said).toEqual({
      saved: 'Đã lưu lúc 14:02',
      waits: '3 mục chờ gửi',
      portal: 'Cổng liên lạc 12 phút trước',
      attention: false,
    });
  });

  it('says that a text went, and when; as long as something waits, only that it was signed', async () => {
    const status = await memory.status();
    const saved = (outbox: number) =>
      clauses({ ...status, counts: { ...status.counts, outbox } }, quiet, { is: 'submitted', at: NOW }, now, 'vi')
        .saved;
    expect([saved(0), saved(1)]).toEqual(['Đã gửi duyệt lúc 14:02', 'Đã ký gửi duyệt lúc 14:02']);
    expect(clauses(status, quiet, { is: 'taken_back', at: NOW }, now, 'vi').saved).toBe('Đã rút lại lúc 14:02');
  });

  it('says that there is no network, and since when', async () => {
    const line = { ...quiet, trouble: 'offline', since: '2026-11-24T13:50:00+07:00' };
    expect(clauses(await memory.status(), line, { is: 'none' }, now, 'vi').portal).toBe('Không có mạng từ 13:50');
  });

  it('never calls something saved that is not', async () => {
    const said = clauses(await memory.status(), quiet, { is: 'failed', problem: problem('disk_full') }, now, 'vi');
    expect(said.saved).toBe('Chưa lưu được');
    expect(said.attention).toBe(true);
    expect(clauses(await memory.status(), quiet, { is: 'paused' }, now, 'vi').saved).toContain('dấu mật');
  });

  it('asks to look where something was refused', async () => {
    memory.refusals = [
      { id: 'b', edition: null, title: '', what: '', at: NOW, code: 'behind', message: '', decided: null, newer: null },
    ];
    const said = clauses(await memory.status(), quiet, { is: 'none' }, now, 'vi');
    expect(said.waits).toBe('Không có mục chờ gửi, 1 bị từ chối');
    expect(said.attention).toBe(true);
  });

  it('of a desk that has not joined says so', async () => {
    memory.joined = false;
    expect(clauses(await memory.status(), quiet, { is: 'none' }, now, 'en').portal).toBe('Not connected to a portal');
  });
});

/** A desk as it opens, and stopped. */
async function started(memory: MemoryDesk): Promise<Desk> {
  const desk = new Desk(memory);
  (await desk.start())();
  return desk;
}

describe('the desk', () => {
  it('finishes what is being written before it shows another place, and before it closes', async () => {
    const memory = new MemoryDesk();
    const desk = new Desk(memory);
    const steps: string[] = [];
    desk.leaving.before(async () => steps.push('saved') > 0);
    await desk.go('review');
    steps.push(desk.place);
    await desk.close();
    expect(steps).toEqual(['saved', 'review', 'saved']);
    expect(memory.closed).toBe(1);
  });

  it('knows of which texts something waits to be sent', async () => {
    const memory = new MemoryDesk();
    const desk = new Desk(memory);
    const stop = await desk.start();
    const edition = memory.first(({ state }) => state === 'returned').row.edition;
    const act = { id: 'a', title: '', what: 'submitted', at: NOW, tried: false };
    memory.outbox = [
      { ...act, edition },
      { ...act, id: 'b', edition: null, what: 'invited' },
    ];
    await desk.refresh();
    expect([[...desk.unsent], desk.invitationUnsent]).toEqual([[edition], true]);
    // What was sent may change nothing that is read.
    memory.outbox = [];
    memory.tell(false);
    await expect.poll(() => desk.unsent.size).toBe(0);
    expect(desk.invitationUnsent).toBe(false);
    stop();
  });

  it('stays where words are not on disk, until they are saved or given up', async () => {
    const memory = new MemoryDesk();
    const desk = new Desk(memory);
    await desk.write('a:vi');
    let saved = false;
    desk.leaving.before(async () => saved);
    await desk.go('review');
    expect([desk.writing, desk.place]).toEqual(['a:vi', 'items']);
    expect(await desk.close()).toBe(false);
    expect(memory.closed).toBe(0);
    expect(desk.leaving.held).not.toBeNull();
    saved = true;
    await desk.go('review');
    expect([desk.writing, desk.place, desk.leaving.held]).toEqual([null, 'review', null]);

    await desk.write('a:vi');
    desk.leaving.before(async () => false);
    await desk.leave();
    expect(desk.writing).toBe('a:vi');
    await desk.giveUp();
    expect(desk.writing).toBeNull();
    expect(await desk.close()).toBe(true);
  });

  it('goes on with a text, but chooses first where there are two of it', async () => {
    const desk = new Desk(new MemoryDesk());
    await desk.workOn({ edition: 'a:vi', fork: true });
    expect([desk.choosing, desk.writing]).toEqual(['a:vi', null]);
    await desk.workOn({ edition: 'a:vi', fork: false });
    expect([desk.choosing, desk.writing]).toEqual([null, 'a:vi']);
  });

  it('begins a new text of a kind and goes on with it', async () => {
    const memory = new MemoryDesk();
    const desk = new Desk(memory);
    await desk.begin('consultation');
    expect(memory.shown.get(desk.writing ?? '')?.row).toMatchObject({ kind: 'consultation', lang: 'vi', draft: true });
  });

  it('shows an edition among the items whatever they were asked for before', async () => {
    const desk = new Desk(new MemoryDesk());
    desk.asked = { ...EVERYTHING, state: 'returned' };
    await desk.read('review', 'a:vi');
    expect([desk.place, desk.asked.state]).toEqual(['review', 'returned']);
    await desk.read('items', 'a:vi');
    expect([desk.place, desk.reading, desk.asked]).toEqual(['items', 'a:vi', EVERYTHING]);
  });

  it('opens where one left off, at the page of the settings, too', async () => {
    const memory = new MemoryDesk();
    const desk = await started(memory);
    await desk.set('people');
    desk.rewriting.set('a:vi', 'b000000001');
    desk.keepPlace();
    const later = await started(memory);
    expect([later.place, later.settingsPage]).toEqual(['settings', 'people']);
    // Two texts of a passage are not handed in only because the window was closed meanwhile.
    expect([...later.rewriting]).toEqual([['a:vi', 'b000000001']]);
    const kept = Object.keys(localStorage).find((key) => key.startsWith('banthao.left-off')) ?? '';
    localStorage.setItem(kept, JSON.stringify({ place: 'settings', settingsPage: 'of another version' }));
    expect((await started(memory)).settingsPage).toBe('device');
    localStorage.clear();
  });

  it('reads the beginning of the list while there is no frame yet, for where it is shown at once', async () => {
    const memory = new MemoryDesk();
    const desk = await started(memory);
    await desk.go('items');
    desk.keepPlace();
    const later = await started(memory);
    const beginning = await later.takeBeginning();
    expect([(beginning?.length ?? 0) > 0, later.takeBeginning()]).toEqual([true, null]);
    const [edition] = [...memory.shown.keys()];
    await later.write(edition ?? '');
    later.keepPlace();
    expect((await started(memory)).takeBeginning()).toBeNull();
    localStorage.clear();
  });

  it('says why a page could not be shown, until that is tried again with success', async () => {
    const memory = new MemoryDesk();
    const desk = new Desk(memory);
    memory.failing.set('pageOpen', problem('no_browser'));
    await desk.open('https://songoaivu.example.vn/');
    await desk.refresh();
    expect(desk.problem?.code).toBe('no_browser');
    await desk.open('https://songoaivu.example.vn/');
    expect(desk.problem).toBeNull();
  });

  it.each(['status', 'members'])(
    'says that it could not read (%s) until it could, or until that was seen',
    async (what) => {
      const memory = new MemoryDesk();
      const desk = new Desk(memory);
      await desk.refresh();
      for (const past of [() => desk.refresh(), () => Promise.resolve(desk.seen())]) {
        memory.failing.set(what, problem('damaged'));
        await desk.refresh();
        expect(desk.problem?.code).toBe('damaged');
        await past();
        expect(desk.problem).toBeNull();
      }
    },
  );

  it('knows what the roles of its member allow', async () => {
    const desk = new Desk(new MemoryDesk());
    const stop = await desk.start();
    expect(desk.may('chief')).toBe(false);
    expect(desk.may('approver', 'chief')).toBe(true);
    stop();
  });

  it('reads again what changed behind it', async () => {
    const memory = new MemoryDesk();
    const desk = new Desk(memory);
    const stop = await desk.start();
    let told = 0;
    desk.onRefresh(() => (told += 1));
    memory.line = { trouble: 'offline', since: NOW, next: null, busy: false, offline: false, going: null };
    memory.tell();
    await expect.poll(() => told).toBe(1);
    expect(desk.line.trouble).toBe('offline');
    stop();
  });

  it('works without the line where that was chosen the last time', async () => {
    const memory = new MemoryDesk();
    await memory.syncOffline(true);
    const desk = new Desk(memory);
    const stop = await desk.start();
    expect(desk.line.offline).toBe(true);
    stop();
  });

  it('says that it sends and receives, and reads nothing again where nothing came of it', async () => {
    const memory = new MemoryDesk();
    const desk = new Desk(memory);
    const stop = await desk.start();
    const portal = () => clauses(desk.status, desk.line, desk.saved, new Date(NOW), 'vi').portal;
    let told = 0;
    desk.onRefresh(() => (told += 1));
    memory.line = { trouble: null, since: null, next: null, busy: true, offline: false, going: null };
    memory.tell(false);
    expect(portal()).toBe('Đang gửi và nhận');
    memory.line = { ...memory.line, busy: false, offline: false, going: null };
    const status = await memory.status();
    memory.status = async () => ({ ...status, last_exchange: NOW });
    memory.tell(false);
    await expect.poll(portal).toBe('Cổng liên lạc vừa xong');
    expect(told).toBe(0);
    stop();
  });
});

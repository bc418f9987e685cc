import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { Desk } from '../frame/desk.svelte';

let memory: MemoryDesk;
let desk: Desk;
beforeEach(async () => {
  memory = new MemoryDesk({ stage: 'absent' });
  desk = new Desk(memory);
  (await desk.start())();
});

describe('practice', () => {
  it('is made and opens at the desk of the editor', async () => {
    await desk.practising.start();
    expect(desk.profile?.stage).toBe('open');
    expect([desk.practising.on, desk.practising.me]).toEqual([true, 'editor']);
    expect(desk.status?.name).toBe('Đỗ Kiều Oanh');
    expect(desk.practising.busy).toBe(false);
  });

  it('tells how far it is, and leaves nothing when it is stopped', async () => {
    memory.making = { done: 64, of: 152 };
    const started = desk.practising.start();
    await expect.poll(() => desk.practising.making?.done).toBe(64);
    expect(desk.practising.busy).toBe(true);
    const { practiceStop } = memory;
    memory.practiceStop = () => Promise.reject(problem('unexpected'));
    await desk.practising.stop();
    expect([desk.practising.busy, desk.practising.problem?.code]).toEqual([true, 'unexpected']);
    memory.practiceStop = practiceStop;
    await desk.practising.stop();
    expect(desk.practising.problem).toBeNull();
    await started;
    expect([desk.practising.busy, desk.practising.making, desk.practising.on]).toEqual([false, null, false]);
    expect(desk.profile?.stage).toBe('absent');
  });

  it('says why it does not open', async () => {
    memory.failing.set('practiceStart', problem('practice_port'));
    await desk.practising.start();
    expect(desk.practising.problem?.code).toBe('practice_port');
    await desk.practising.start();
    expect([desk.practising.problem, desk.practising.on]).toEqual([null, true]);
  });

  it('goes from desk to desk, each where it was left', async () => {
    await desk.practising.start();
    desk.reading = 'a:vi';
    let told = 0;
    desk.onRefresh(() => (told += 1));
    await desk.practising.workAs('approver');
    expect([desk.practising.me, desk.status?.roles]).toEqual(['approver', ['approver']]);
    expect([desk.reading, desk.writing, desk.place]).toEqual([null, null, 'home']);
    expect(told).toBe(1);
    await desk.go('review');
    await desk.practising.workAs('editor');
    expect([desk.place, desk.reading]).toEqual(['home', 'a:vi']);
    await desk.practising.workAs('approver');
    expect(desk.place).toBe('review');
  });

  it('stays where words are not on disk, and where another desk does not open', async () => {
    await desk.practising.start();
    desk.leaving.before(async () => false);
    await desk.practising.workAs('chief');
    expect(desk.practising.me).toBe('editor');
    desk.leaving.before(async () => true);
    memory.failing.set('practiceAs', problem('in_use'));
    desk.reading = 'a:vi';
    await desk.practising.workAs('chief');
    expect([desk.practising.me, desk.problem?.code, desk.reading]).toEqual(['editor', 'in_use', 'a:vi']);
  });

  it('says nothing at one desk of what the portal refused another', async () => {
    await desk.practising.start();
    memory.failing.set('syncNow', problem('device_revoked'));
    await desk.exchange.run();
    expect(desk.exchange.problem?.code).toBe('device_revoked');
    await desk.practising.workAs('approver');
    expect([desk.exchange.problem, desk.exchange.last]).toEqual([null, null]);
  });

  it('is left and gone on with, or thrown away and made anew', async () => {
    await desk.practising.start();
    await desk.practising.leave();
    expect([desk.profile?.stage, desk.profile?.practice_made, desk.status]).toEqual(['absent', true, undefined]);
    await desk.practising.start();
    desk.practising.ask();
    desk.practising.keep();
    expect([desk.practising.asked, memory.practiceMade]).toEqual([false, true]);
    const steps: string[] = [];
    const { practiceDiscard, practiceStart } = memory;
    memory.practiceDiscard = () => (steps.push('discard'), practiceDiscard());
    memory.practiceStart = () => (steps.push('start'), practiceStart());
    await desk.practising.anew();
    expect(steps).toEqual(['discard', 'start']);
    expect(desk.practising.me).toBe('editor');
  });

  it('is gone to from a desk of one’s own, which is there again when it is left', async () => {
    memory = new MemoryDesk();
    memory.name = 'Lê Văn Bình';
    desk = new Desk(memory);
    (await desk.start())();
    desk.place = 'settings';
    desk.settingsPage = 'practice';
    let saved = 0;
    desk.leaving.before(async () => ((saved += 1), true));
    await desk.practising.start();
    expect([desk.practising.me, desk.status?.name, desk.place]).toEqual(['editor', 'Đỗ Kiều Oanh', 'home']);
    expect(saved).toBe(1);
    await desk.practising.leave();
    expect([desk.practising.me, desk.status?.name, desk.place]).toEqual([null, 'Lê Văn Bình', 'settings']);
    expect([desk.profile?.stage, desk.settingsPage]).toEqual(['open', 'practice']);
  });

  it('leaves a desk of one’s own as it was where the making is stopped or fails', async () => {
    memory = new MemoryDesk();
    desk = new Desk(memory);
    (await desk.start())();
    desk.place = 'settings';
    memory.making = { done: 64, of: 152 };
    const started = desk.practising.start();
    await expect.poll(() => desk.practising.making?.done).toBe(64);
    await desk.practising.stop();
    await started;
    expect([desk.place, desk.profile?.stage, desk.practising.on]).toEqual(['settings', 'open', false]);
    memory.failing.set('practiceStart', problem('practice_port'));
    await desk.practising.start();
    expect([desk.practising.problem?.code, desk.profile?.stage, desk.problem]).toEqual(['practice_port', 'open', null]);
    desk.leaving.before(async () => false);
    await desk.practising.start();
    expect([desk.practising.on, desk.leaving.held === null]).toEqual([false, false]);
  });

  it('tells what opens the desk one practises at, and nothing of one’s own', async () => {
    await desk.practising.tellPassphrase();
    expect(desk.practising.passphrase).toBeNull();
    await desk.practising.start();
    await desk.practising.tellPassphrase();
    expect(desk.practising.passphrase).toBe('qX3mVt8RrN0cYd5LwBz1');
    await memory.profilePassphrase('qX3mVt8RrN0cYd5LwBz1', 'gió lùa cửa sổ');
    await desk.practising.tellPassphrase();
    expect(desk.practising.passphrase).toBe('gió lùa cửa sổ');
    memory.failing.set('practicePassphrase', problem('not_found'));
    await desk.practising.tellPassphrase();
    expect(desk.practising.passphrase).toBeNull();
  });

  it('is not made again where it could not be thrown away', async () => {
    await desk.practising.start();
    memory.failing.set('practiceDiscard', problem('disk_full'));
    await desk.practising.anew();
    expect([desk.problem?.code, desk.practising.on]).toEqual(['disk_full', true]);
  });

  it('shows the public site of the portal that was joined', async () => {
    await desk.practising.start();
    await desk.practising.openSite();
    expect(memory.pagesOpened).toEqual(['https://songoaivu.example.vn/songoaivu/']);
    memory.failing.set('pageOpen', problem('no_browser'));
    await desk.practising.openSite();
    expect([desk.problem?.code, desk.unopened]).toEqual(['no_browser', 'https://songoaivu.example.vn/songoaivu/']);
    await desk.practising.openSite();
    expect([desk.problem, desk.unopened]).toEqual([null, null]);
  });

  it('tells of a site that did not open until one goes elsewhere', async () => {
    await desk.practising.start();
    for (const goes of [() => desk.go('review'), () => desk.read('items', 'a:vi'), () => desk.write('a:vi')]) {
      memory.failing.set('pageOpen', problem('no_browser'));
      await desk.practising.openSite();
      expect(desk.problem?.code).toBe('no_browser');
      await goes();
      expect([desk.problem, desk.unopened]).toEqual([null, null]);
    }
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { NOW } from '../../testing/sample';
import { Desk } from '../frame/desk.svelte';
import { Exchanging } from './exchanging.svelte';
import { portions, underWay } from './going';
import { reason, standing } from './standing';
import { Traffic } from './traffic.svelte';

let memory: MemoryDesk;
beforeEach(() => {
  memory = new MemoryDesk();
  const edition = [...memory.shown.keys()][0] ?? '';
  memory.outbox = [{ id: 'a', edition, title: 'Tin', what: 'submitted', at: NOW, tried: false }];
  memory.refusals = [
    {
      id: 'b',
      edition,
      title: 'Tin',
      what: 'approved',
      at: NOW,
      code: 'behind',
      message: '',
      decided: null,
      newer: null,
    },
  ];
  memory.forks = [{ edition, title: 'Tin', at: NOW }];
});

describe('what is on its way', () => {
  it('can be taken back and put away, and the frame hears of it', async () => {
    let told = 0;
    const traffic = new Traffic(memory, async () => void (told += 1));
    await traffic.load();
    await traffic.recall('a');
    await traffic.dismiss('b');
    expect([traffic.outbox, traffic.refusals, traffic.forks.length]).toEqual([[], [], 1]);
    expect(told).toBe(2);
  });

  it('is told once: what is to choose and was refused for it stands among the refusals until that was seen', async () => {
    const traffic = new Traffic(memory, async () => undefined);
    await traffic.load();
    const [refusal] = traffic.refusals;
    expect([refusal && traffic.forked(refusal), traffic.toChoose.length]).toEqual([true, 0]);
    await traffic.dismiss('b');
    expect(traffic.toChoose.length).toBe(1);
  });

  it('tells what was done before, more of it where that is wanted', async () => {
    const act = { edition: null, title: '', what: 'joined', at: NOW, by: null, sent: false };
    memory.log = Array.from({ length: 30 }, (_, n) => ({ ...act, seq: 30 - n }));
    const traffic = new Traffic(memory, async () => undefined);
    await traffic.load();
    expect([traffic.log.length, traffic.log[0]?.seq]).toEqual([20, 30]);
    await traffic.more();
    expect(traffic.log).toHaveLength(30);
  });

  it('says why an act was not taken back, whatever is read meanwhile, until the next act', async () => {
    const traffic = new Traffic(memory, async () => undefined);
    const { syncRecall, syncLog } = memory;
    memory.syncRecall = () => Promise.reject(problem('already_sent'));
    await traffic.recall('a');
    await traffic.load();
    expect([traffic.problem?.code, traffic.outbox.length]).toEqual(['already_sent', 1]);
    memory.syncRecall = syncRecall;
    await traffic.recall('a');
    expect(traffic.problem).toBeNull();
    memory.syncLog = () => Promise.reject(problem('damaged'));
    await traffic.load();
    expect(traffic.problem?.code).toBe('damaged');
    memory.syncLog = syncLog;
    await traffic.load();
    expect(traffic.problem).toBeNull();
  });

  it('rests while a person works without the line, and says so', async () => {
    const exchange = new Exchanging(memory, async () => undefined);
    await exchange.offline(true);
    const status = await memory.status();
    expect(memory.line.offline).toBe(true);
    expect(standing(status, memory.line, new Date(NOW), 'vi').what).toBe('Đang làm việc không mạng.');
  });
});

describe('sending and receiving by hand', () => {
  it('tells what was sent and received', async () => {
    const exchange = new Exchanging(memory, async () => undefined);
    await exchange.run();
    expect(exchange.last).toMatchObject({ sent: 1, received: 14 });
    expect(exchange.busy).toBe(false);
  });

  it('leaves nothing behind at the next desk, not even what ends after one went there', async () => {
    let after = 0;
    const exchange = new Exchanging(memory, async () => void (after += 1));
    memory.failing.set('syncNow', problem('device_revoked'));
    await exchange.run();
    exchange.forget();
    expect([exchange.problem, exchange.last]).toEqual([null, null]);
    let fail: (thrown: unknown) => void = () => undefined;
    const { syncNow } = memory;
    memory.syncNow = () => new Promise((_, reject) => (fail = reject));
    const left = exchange.run();
    exchange.forget();
    memory.syncNow = syncNow;
    await exchange.run();
    fail(problem('device_revoked'));
    await left;
    expect([exchange.problem, exchange.last?.sent, exchange.busy, after]).toEqual([null, 1, false, 2]);
  });

  it('tells why not, and can be tried again', async () => {
    const exchange = new Exchanging(memory, async () => undefined);
    memory.failing.set('syncNow', problem('not_a_portal'));
    await exchange.run();
    expect(exchange.problem?.code).toBe('not_a_portal');
    expect(memory.outbox).toHaveLength(1);
    await exchange.run();
    expect(exchange.problem).toBeNull();
  });
});

describe('what was done just now', () => {
  it('is told no more once a later exchange failed, by hand', async () => {
    const exchange = new Exchanging(memory, async () => undefined);
    await exchange.run();
    memory.failing.set('syncNow', problem('offline'));
    await exchange.run();
    expect([exchange.problem?.code, exchange.last]).toEqual(['offline', null]);
  });

  it('is told no more once a later exchange failed, of its own', async () => {
    const desk = new Desk(memory);
    const stop = await desk.start();
    await desk.exchange.run();
    memory.line = { ...memory.line, busy: true };
    memory.tell(false);
    expect(desk.exchange.last).not.toBeNull();
    memory.line = { ...memory.line, busy: false, trouble: 'offline', since: NOW };
    memory.tell(false);
    expect(desk.exchange.last).toBeNull();
    stop();
  });
});

describe('how far it is', () => {
  const going = {
    files_out: { done: 3, of: 12 },
    acts: { done: 0, of: 5 },
    entries: { done: 0, of: 0 },
    files_in: { done: 0, of: 0 },
    ending: false,
  };

  it('is told in sentences, of what there is to do', () => {
    expect(portions(going, 'vi').map(({ said }) => said)).toEqual(['Đã gửi 3 trên 12 ảnh', 'Đã gửi 0 trên 5 mục']);
    expect(underWay(going, 'vi')).toBe('Đã gửi 3 trên 12 ảnh');
    expect(underWay({ ...going, files_out: { done: 12, of: 12 } }, 'en')).toBe('0 of 5 acts sent');
    expect(underWay({ ...going, files_out: { done: 1, of: 1 }, acts: { done: 0, of: 1 } }, 'en')).toBe(
      '0 of 1 act sent',
    );
    expect([underWay(null, 'vi'), portions(null, 'vi')]).toEqual([null, []]);
  });

  it('can be ended, and that it was is said until the next begins', async () => {
    const desk = new Desk(memory);
    const stop = await desk.start();
    memory.line = { ...memory.line, busy: true, going };
    memory.tell(false);
    await desk.exchange.stop();
    expect([desk.line.going?.ending, desk.exchange.stopped]).toEqual([true, false]);
    memory.line = { ...memory.line, busy: false, going: null };
    memory.tell(true);
    expect(desk.exchange.stopped).toBe(true);
    memory.line = { ...memory.line, busy: true };
    memory.tell(false);
    expect(desk.exchange.stopped).toBe(false);
    stop();
  });

  it('by hand: that it was ended comes with what was done', async () => {
    const exchange = new Exchanging(memory, async () => undefined);
    const { syncNow } = memory;
    memory.syncNow = async () => ({ ...(await syncNow()), stopped: true });
    await exchange.run();
    expect([exchange.stopped, exchange.last?.sent]).toEqual([true, 1]);
    memory.failing.set('syncStop', problem('unexpected'));
    await exchange.stop();
    expect(exchange.problem?.code).toBe('unexpected');
    await exchange.stop();
    expect(exchange.problem).toBeNull();
  });
});

describe('how things stand', () => {
  const now = new Date(NOW);
  const quiet = { trouble: null, since: null, next: null, busy: false, offline: false, going: null };

  it('offline: since when, when it is tried again, what was last received', async () => {
    const line = {
      ...quiet,
      trouble: 'offline',
      since: '2026-11-24T13:50:00+07:00',
      next: '2026-11-24T14:08:00+07:00',
    };
    expect(standing(await memory.status(), line, now, 'vi')).toEqual({
      what: 'Không có mạng từ 13:50. Mọi việc vẫn làm được trên máy này.',
      then: 'Tự thử lại lúc 14:08. Lần cuối nhận đủ: 13:50.',
    });
  });

  it('in touch: when, and how far', async () =>
    expect(standing(await memory.status(), quiet, now, 'vi')).toEqual({
      what: 'Cổng liên lạc 12 phút trước.',
      then: 'Đã nhận đến sự kiện số 48.211.',
    }));

  it('in trouble: the reason is there before anybody asks for an exchange', async () => {
    const line = { ...quiet, trouble: 'device_revoked' };
    expect(standing(await memory.status(), line, now, 'vi').then).toContain('Lý do ở dưới');
    expect(reason(line, null)?.code).toBe('device_revoked');
    expect(reason(line, problem('full'))?.code).toBe('full');
  });

  it('no reason stands where there is no line, or none is wanted', () => {
    expect(reason(quiet, null)).toBeNull();
    expect(reason({ ...quiet, trouble: 'offline' }, problem('offline'))).toBeNull();
    expect(reason({ ...quiet, trouble: 'device_revoked', offline: true }, null)).toBeNull();
  });

  it('not joined: what becomes of what is written', async () => {
    memory.joined = false;
    expect(standing(await memory.status(), quiet, now, 'en').what).toBe('This computer has not joined a board.');
  });
});

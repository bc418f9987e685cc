import { beforeEach, describe, expect, it } from 'vitest';
import { RETURNED, withComparison } from '../../testing/compared';
import { problem } from '../../testing/desk/state';
import { fromEditor } from '../document/convert';
import { MemoryDesk } from '../../testing/memory';
import { Writing } from '../editor/writing.svelte';
import { Desk } from '../frame/desk.svelte';
import { History } from './history.svelte';
import { digits, sentence } from './words';

let memory: MemoryDesk;
let desk: Desk;
beforeEach(async () => {
  memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.refresh();
});

const editionOf = (title: string) => memory.titled(title).row.edition;
async function open(title: string): Promise<History> {
  const history = new History(desk, editionOf(title));
  await history.load();
  return history;
}

describe('what happened', () => {
  it('is told in words, the last first', async () => {
    const history = await open('Champasak');
    expect(history.acts.map((act) => sentence(desk, act))).toEqual([
      'Đỗ Kiều Oanh duyệt',
      'Bùi Thị Lệ Ẩn gửi duyệt',
      'Trần Hữu Phước trả lại',
      'Bùi Thị Lệ Ẩn gửi duyệt',
    ]);
    expect(history.acts.map(({ waits }) => waits)).toEqual([true, false, false, false]);
    const published = await open('Kết quả công tác');
    expect(published.acts.map((act) => sentence(desk, act))[0]).toBe('Cổng xuất bản');
  });

  it('lets an older revision be read as it was', async () => {
    const history = await open('Champasak');
    const now = history.text?.title;
    await history.choose(3);
    expect(history.text?.title).toContain('bàn kế hoạch');
    expect(history.text?.title).not.toBe(now);
  });

  it('says why a text cannot be read, at that line only', async () => {
    const history = await open('Champasak');
    memory.failing.set('itemsShow', problem('erased'));
    await history.choose(2);
    expect([history.unreadable?.code, history.text]).toEqual(['erased', null]);
    await history.choose(3);
    expect(history.unreadable).toBeNull();
  });

  it('names a revision by its first eight digits', () => expect(digits('5e17c0a9'.padEnd(64, '0'))).toBe('5e17 c0a9'));
});

describe('what is kept on this computer', () => {
  it('is read, and taken back in two steps, and what was there is kept', async () => {
    const history = await open('Hơn 120');
    expect(history.snapshots).toHaveLength(3);
    await history.choose(1);
    expect(history.text?.title).toContain('Khai mạc');
    await history.restore();
    expect([history.asking, memory.shown.get(history.edition)?.row.title]).toEqual([
      true,
      expect.stringContaining('Hơn 120'),
    ]);
    await history.restore();
    expect(memory.shown.get(history.edition)?.row.title).toContain('Khai mạc');
    expect(history.snapshots.map(({ title }) => title)[0]).toContain('Hơn 120');
    expect(history.snapshots).toHaveLength(4);
    expect(history.done).toEqual({ restored: '2026-11-24T10:30:00+07:00' });
    // The line that was chosen stays chosen though another came before it.
    expect(history.text?.title).toContain('Khai mạc');
  });

  it('is not taken back by a step that was taken back', async () => {
    const history = await open('Hơn 120');
    await history.choose(1);
    await history.restore();
    expect([history.back(), history.back(), history.asking]).toEqual([true, false, false]);
    await history.restore();
    await history.choose(0);
    expect(history.asking).toBe(false);
  });

  it('tells why it was refused, and nothing has changed', async () => {
    const history = await open('Hơn 120');
    await history.restore();
    memory.failing.set('draftRestore', problem('secret_mark'));
    await history.restore();
    expect([history.refused?.code, history.snapshots.length, history.done]).toEqual(['secret_mark', 3, null]);
  });

  it('grows by what one keeps', async () => {
    const history = await open('Hơn 120');
    await history.keep();
    expect([history.naming, history.snapshots.length]).toEqual([true, 3]);
    await history.keep();
    expect([history.snapshots.length, history.snapshots[0]?.kept, history.done]).toEqual([4, true, { kept: true }]);
    expect([history.snapshots[0]?.name, history.naming]).toEqual([null, false]);
  });

  it('calls what one keeps by the name that was given, and keeps nothing where one leaves it', async () => {
    const history = await open('Hơn 120');
    await history.keep();
    history.name = '  trước khi gửi  ';
    await history.keep();
    expect(history.snapshots[0]?.name).toBe('trước khi gửi');
    await history.keep();
    expect([history.name, history.back(), history.naming, history.snapshots.length]).toEqual(['', true, false, 4]);
    memory.failing.set('draftKeep', problem('disk_full'));
    await history.keep();
    history.name = 'lần hai';
    await history.keep();
    expect([history.refused?.code, history.naming, history.name]).toEqual(['disk_full', true, 'lần hai']);
  });
});

describe('the open editor', () => {
  const typed = (text: string) => ({
    type: 'doc',
    content: [{ type: 'paragraph', attrs: { id: 'aaaaaaaaaa' }, content: [{ type: 'text', text }] }],
  });

  it('shows what was taken back at once, and no save on its way overwrites it', async () => {
    const writing = new Writing(desk, editionOf('Hơn 120'));
    await writing.load();
    let editor = '';
    writing.replace = (content) => void (editor = JSON.stringify(content));
    writing.setDocument(() => fromEditor(typed('gõ ngay trước đó')));
    await writing.takeBack(1);
    expect(writing.title).toBe('Tập huấn công tác lãnh sự');
    expect(editor).not.toContain('gõ ngay trước đó');
    await writing.flush();
    expect(memory.shown.get(writing.edition)?.row.title).toBe('Tập huấn công tác lãnh sự');
    // What was typed was on disk first, and is kept.
    expect(JSON.stringify(memory.snapshots.get(writing.edition))).toContain('gõ ngay trước đó');
  });

  it('gives nothing up that is not on disk', async () => {
    const writing = new Writing(desk, editionOf('Hơn 120'));
    await writing.load();
    writing.setDocument(() => fromEditor(typed('MẬT')));
    await expect(writing.takeBack(1)).rejects.toMatchObject({ code: 'secret_mark' });
    expect(JSON.stringify(writing.document)).toContain('MẬT');
    expect(memory.shown.get(writing.edition)?.row.title).toContain('Hơn 120');
    writing.stop();
  });
});

describe('two revisions', () => {
  it('are compared: the one that is read with the one before, or with any other', async () => {
    const { edition } = withComparison(memory);
    const history = new History(desk, edition);
    await history.load();
    await history.comparePrevious();
    expect(history.against).toBe(RETURNED);
    expect(history.comparison.count).toBe(8);
    await history.comparePrevious();
    expect([history.against, history.comparison.laid]).toEqual([null, null]);
    await history.compare(history.others[0]?.revision ?? null);
    expect(history.comparison.ready).toBe(true);
    // The next line is read whole again.
    await history.choose(1);
    expect(history.against).toBeNull();
  });

  it('are compared with the last one before that can be read, where others were taken back', async () => {
    const { edition } = withComparison(memory);
    const acts = memory.histories.get(edition) ?? [];
    const taken = { at: '2026-11-23T09:00:00+07:00', by: null, revision: '99'.repeat(32), note: null };
    memory.histories.set(edition, [
      ...acts.slice(0, 2),
      { ...taken, what: 'submitted' },
      { ...taken, what: 'taken_back' },
      ...acts.slice(2),
    ]);
    const history = new History(desk, edition);
    await history.load();
    memory.failing.set('itemsShow', problem('not_found'));
    await history.comparePrevious();
    expect([history.against, history.comparison.problem, history.comparison.count]).toEqual([RETURNED, null, 8]);
    await history.comparePrevious();
    memory.failing.set('itemsShow', problem('damaged'));
    await history.comparePrevious();
    expect([history.against, history.comparison.problem?.code]).toEqual([taken.revision, 'damaged']);
  });
});

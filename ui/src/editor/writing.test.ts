import { beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../testing/desk/state';
import { fromEditor } from '../document/convert';
import { MemoryDesk } from '../../testing/memory';
import { Desk } from '../frame/desk.svelte';
import { told } from '../ipc';
import { Writing } from './writing.svelte';

let memory: MemoryDesk;
let desk: Desk;
beforeEach(() => {
  memory = new MemoryDesk();
  desk = new Desk(memory);
  desk.now = new Date(memory.now());
});

async function open(edition?: string): Promise<Writing> {
  const writing = new Writing(desk, edition ?? (await memory.itemsNew('article', 'vi')).edition);
  await writing.load();
  return writing;
}
const paragraph = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', attrs: { id: 'aaaaaaaaaa' }, content: [{ type: 'text', text }] }],
});

describe('writing', () => {
  it('saves title, facts and text together, without the fields that are empty', async () => {
    const writing = await open();
    writing.setTitle('Đoàn Champasak\nthăm tỉnh');
    writing.setField('author', 'Lệ Ẩn');
    writing.setField('source', ' ');
    writing.setDocument(() => fromEditor(paragraph('Chiều 20/11')));
    await writing.flush();
    expect(memory.saves.at(-1)?.text).toEqual({
      title: 'Đoàn Champasak thăm tỉnh',
      summary: '',
      fields: { author: 'Lệ Ẩn' },
      document: { v: 1, blocks: [{ type: 'paragraph', id: 'aaaaaaaaaa', content: [{ text: 'Chiều 20/11' }] }] },
    });
    expect(desk.saved).toEqual({ is: 'saved', at: memory.now() });
  });

  it('is looked at beside the text under the title it has by now', async () => {
    const writing = await open();
    expect(writing.row?.title).toBe('');
    writing.setTitle('Đoàn Champasak thăm tỉnh');
    await writing.settle();
    expect(writing.row).toMatchObject({ title: 'Đoàn Champasak thăm tỉnh', draft: true });
  });

  it('tells of a picture that was refused as of one, until the next is tried', async () => {
    const writing = await open();
    // The browser of these tests cannot read the bytes of a file.
    const picture = { arrayBuffer: () => Promise.resolve(new ArrayBuffer(3)) } as Blob;
    memory.failing.set('draftPicture', problem('bad_file'));
    const placed: (string | null)[] = [];
    await writing.takePicture(picture, (blob) => placed.push(blob));
    expect(placed).toEqual([null]);
    expect(writing.problem && told(writing.problem).then).toContain('JPEG');
    await writing.takePicture(picture, (blob) => placed.push(blob));
    expect(placed[1]).toMatch(/^c4/);
    expect(writing.problem).toBeNull();
    // A name was given of a file that is not there.
    const gone = { arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) } as unknown as Blob;
    await writing.takePicture(gone, (blob) => placed.push(blob));
    expect([placed[2], writing.problem && told(writing.problem).then]).toEqual([null, expect.stringContaining('JPEG')]);
  });

  describe('a picture on its way', () => {
    const picture = { arrayBuffer: () => Promise.resolve(new ArrayBuffer(3)) } as Blob;
    let answers: (() => void)[];
    beforeEach(() => {
      answers = [];
      const { draftPicture } = memory;
      memory.draftPicture = async (base64) => {
        await new Promise<void>((answer) => answers.push(answer));
        return draftPicture(base64);
      };
    });

    it('that was stopped is not placed, and nothing is said of it any more', async () => {
      const writing = await open();
      const placed: (string | null)[] = [];
      const first = writing.takePicture(picture, (blob) => placed.push(blob));
      await expect.poll(() => answers.length).toBe(1);
      writing.stopPictures();
      await first;
      const second = writing.takePicture(picture, (blob) => placed.push(blob));
      await expect.poll(() => answers.length).toBe(2);
      memory.failing.set('draftPicture', problem('bad_file'));
      for (const answer of answers) answer();
      await second;
      expect([placed, writing.problem, writing.taking]).toEqual([[null, 'c4'.repeat(32)], null, 0]);
    });

    it('is waited for by whoever leaves, once though it was asked for twice', async () => {
      const writing = await open();
      let placed = false;
      const went: string[] = [];
      void writing.takePicture(picture, () => (placed = true));
      await expect.poll(() => answers.length).toBe(1);
      const leaves = ['list', 'home'].map((to) => desk.leaving.onceSaved(() => void went.push(`${to} ${placed}`)));
      await desk.refresh();
      expect(went).toEqual([]);
      answers[0]?.();
      await Promise.all(leaves);
      await expect.poll(() => went).toEqual(['home true']);
    });
  });

  it('saves nothing when nothing was changed', async () => {
    const writing = await open();
    await writing.flush();
    expect(memory.saves).toEqual([]);
  });

  it('of a translation does not begin: it has no text of its own', async () => {
    const english = [...memory.shown.values()].find(({ translated }) => translated);
    const writing = new Writing(desk, english?.row.edition ?? '');
    expect(await writing.load()).toBeNull();
    expect([writing.translated, writing.loaded]).toEqual([true, false]);
    writing.setTitle('Other words');
    await writing.flush();
    expect(memory.saves).toEqual([]);
  });

  it('saves before another view is shown', async () => {
    const writing = await open();
    writing.setTitle('Tin');
    await desk.go('review');
    expect(memory.saves).toHaveLength(1);
  });

  it('pauses at a secret mark, says so, and goes on when it is gone', async () => {
    const writing = await open();
    writing.setDocument(() => fromEditor(paragraph('MẬT')));
    await writing.flush();
    expect(desk.saved).toEqual({ is: 'paused' });
    expect(writing.found[0]?.check).toBe('secret_mark');
    expect(memory.saves).toEqual([]);
    writing.setDocument(() => fromEditor(paragraph('Mật ong rừng')));
    await writing.flush();
    expect(desk.saved.is).toBe('saved');
    expect(writing.found.map(({ check }) => check)).not.toContain('secret_mark');
    expect(memory.saves).toHaveLength(1);
  });

  it('tells a full disk and keeps what was typed for the next try', async () => {
    const writing = await open();
    memory.failing.set('draftSave', problem('disk_full'));
    writing.setTitle('Tin');
    await writing.flush();
    expect(desk.saved.is).toBe('failed');
    await writing.flush();
    expect(memory.saves.at(-1)?.text.title).toBe('Tin');
    expect(desk.saved.is).toBe('saved');
  });
});

describe('an item that is left', () => {
  /** Begins an item, writes that in it and leaves it. */
  async function left(write: (writing: Writing) => Promise<void> | void): Promise<string> {
    const writing = await open();
    desk.reading = writing.edition;
    await write(writing);
    await desk.leaving.onceSaved(() => writing.stop());
    return writing.edition;
  }

  it.each([
    ['without a word', () => undefined],
    ['of which every word was taken out again', (writing: Writing) => writing.setTitle(' ')],
  ])('%s goes away, and not to the trash', async (_, write) => {
    const edition = await left(write);
    await expect.poll(() => memory.shown.has(edition)).toBe(false);
    expect([memory.trashed.size, desk.reading]).toEqual([0, null]);
  });

  it.each<[string, (writing: Writing) => void]>([
    ['a title', (writing) => writing.setTitle('Tin')],
    ['a fact', (writing) => writing.setField('source', 'Sở Ngoại vụ')],
    ['a text', (writing) => writing.setDocument(() => fromEditor(paragraph('Chiều 20/11')))],
  ])('with %s stays', async (_, write) => {
    const discard = vi.spyOn(memory, 'draftDiscard');
    const edition = await left(write);
    await desk.refresh();
    expect([discard.mock.calls, desk.reading]).toEqual([[], edition]);
  });

  it('stays where words of it were kept before', async () => {
    const discard = vi.spyOn(memory, 'draftDiscard');
    const look = vi.spyOn(memory, 'draftSnapshots');
    await left((writing) => void memory.draftKeep(writing.edition, null));
    await expect.poll(() => look.mock.settledResults.length).toBe(1);
    await desk.refresh();
    expect(discard).not.toHaveBeenCalled();
  });
});

describe('two texts of a passage to be made one', () => {
  it('are told each time one writes there, until that was seen', async () => {
    const [edition] = [...memory.shown.keys()];
    if (!edition) throw new Error('no sample');
    await desk.write(edition, 'b000000001');
    expect(new Writing(desk, edition).rewrites).toBe(true);
    await desk.write(edition);
    const again = new Writing(desk, edition);
    expect(again.rewrites).toBe(true);
    again.rewritten();
    expect([again.rewrites, new Writing(desk, edition).rewrites]).toEqual([false, false]);
  });
});

describe('handing in', () => {
  it('does not begin while something blocks, and shows what', async () => {
    const writing = await open();
    await writing.prepare();
    expect(writing.submitting).toBe(false);
    expect(writing.blocking.map(({ check }) => check)).toEqual(['title', 'attribution']);
  });

  it('asks for a reason where a check needs one, and hands in with it', async () => {
    const [training] = [...memory.shown.keys()];
    const writing = await open(training);
    writing.setField('source', 'Sở Ngoại vụ');
    await writing.prepare();
    expect(writing.submitting).toBe(true);
    expect(await writing.submit()).toBe(false);
    expect(writing.refused?.code).toBe('needs_reason');
    writing.reasons = { picture_alt: 'Bổ sung sau', picture_credit: 'Ảnh của Sở' };
    expect(await writing.submit()).toBe(true);
    expect(memory.outbox.map(({ what }) => what)).toEqual(['submitted']);
  });

  it.each([
    ['', null],
    ['2026-11-25', '2026-11-25T00:00:00+07:00'],
    ['2026-11-25T07:30:00+07:00', '2026-11-25T07:30:00+07:00'],
  ])('asks for publication at once, on a day or at a time: %j', async (typed, at) => {
    const [training] = [...memory.shown.keys()];
    const writing = await open(training);
    writing.setField('source', 'Sở Ngoại vụ');
    writing.reasons = { picture_alt: 'x', picture_credit: 'x' };
    await writing.prepare();
    writing.publishAt = typed;
    expect(await writing.submit()).toBe(true);
    expect(memory.submissions.map((submission) => submission.at)).toEqual([at]);
  });

  it.each([
    ['a full disk', 'Tin', problem('disk_full'), 'disk_full'],
    ['a secret mark', 'MẬT', null, 'secret_mark'],
  ])('sends nothing that is not on disk: %s', async (_, typed, refused, code) => {
    const [training] = [...memory.shown.keys()];
    const writing = await open(training);
    writing.setField('source', 'Sở Ngoại vụ');
    writing.reasons = { picture_alt: 'x', picture_credit: 'x' };
    await writing.prepare();
    expect(writing.submitting).toBe(true);
    writing.setDocument(() => fromEditor(paragraph(typed)));
    if (refused) memory.failing.set('draftSave', refused);
    expect(await writing.submit()).toBe(false);
    expect(writing.refused?.code).toBe(code);
    expect(memory.outbox).toEqual([]);
  });

  it('sends nothing while words typed since are still on their way to disk', async () => {
    const [training] = [...memory.shown.keys()];
    const writing = await open(training);
    writing.setField('source', 'Sở Ngoại vụ');
    writing.reasons = { picture_alt: 'x', picture_credit: 'x' };
    await writing.prepare();
    const { draftSave } = memory;
    memory.draftSave = async (...given) => {
      memory.draftSave = draftSave;
      writing.setTitle('Viết thêm trong lúc lưu');
      return draftSave(...given);
    };
    writing.setTitle('Tin');
    expect(await writing.submit()).toBe(false);
    expect(writing.refused?.code).toBe('unsaved');
    expect(await writing.submit()).toBe(true);
    expect(memory.saves.at(-1)?.text.title).toBe('Viết thêm trong lúc lưu');
  });

  it('keeps the draft and says why when it is refused', async () => {
    const [training] = [...memory.shown.keys()];
    const writing = await open(training);
    writing.setField('source', 'Sở Ngoại vụ');
    writing.reasons = { picture_alt: 'x', picture_credit: 'x' };
    await writing.prepare();
    memory.failing.set('reviewSubmit', problem('fork_open'));
    expect(await writing.submit()).toBe(false);
    expect(writing.refused?.code).toBe('fork_open');
    expect(memory.outbox).toEqual([]);
  });
});

describe("another's text that is merged in while this one is open", () => {
  const typed = (text: string) => paragraph(text);
  const merge = (edition: string, text: string) => {
    const shown = memory.shown.get(edition);
    if (!shown) throw new Error('not there');
    const blocks = [
      ...(shown.document.blocks ?? []),
      { type: 'paragraph' as const, id: 'cccccccccc', content: [{ text }] },
    ];
    memory.shown.set(edition, { ...shown, base: 'ff'.repeat(32), document: { v: 1, blocks } });
  };

  it('comes into the text at rest', async () => {
    const writing = await open();
    writing.setDocument(() => fromEditor(typed('của tôi')));
    await writing.flush();
    merge(writing.edition, 'của người khác');
    await desk.refresh();
    await expect.poll(() => writing.merged).toBe(true);
    expect(JSON.stringify(writing.document)).toContain('của người khác');
  });

  it('is not overwritten by what is being typed, nor the other way round', async () => {
    const writing = await open();
    writing.setDocument(() => fromEditor(typed('của tôi')));
    await writing.flush();
    let editor = '';
    writing.replace = (content) => void (editor = JSON.stringify(content));
    writing.setDocument(() => fromEditor(typed('của tôi, viết tiếp')));
    merge(writing.edition, 'của người khác');
    await writing.flush();
    const last = JSON.stringify(memory.saves.at(-1)?.text.document);
    for (const words of ['của tôi, viết tiếp', 'của người khác']) {
      expect(last).toContain(words);
      expect(editor).toContain(words);
    }
    expect(desk.saved.is).toBe('saved');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { PHOTO } from '../../testing/sample';
import { pictures } from '../document/pictures';
import { Desk } from '../frame/desk.svelte';
import { settled } from './page';
import { Preview } from './preview.svelte';

let memory: MemoryDesk;
let desk: Desk;
beforeEach(async () => {
  memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.refresh();
  pictures.from((blob) => (blob === PHOTO ? Promise.reject(new Error('not here')) : memory.pictureRead(blob)));
});

async function open(title: string): Promise<Preview> {
  const preview = new Preview(desk, memory.titled(title).row);
  await preview.load();
  return preview;
}

describe('the preview', () => {
  it('holds the text as the public page will, in the frame of the site', async () => {
    const preview = await open('Champasak');
    const shown = new DOMParser().parseFromString(preview.page ?? '', 'text/html');
    expect(shown.documentElement.lang).toBe('vi');
    expect(shown.querySelector('h1')?.textContent).toContain('Champasak');
    expect(shown.querySelector('.text h2')?.textContent).toBe('Bốn nội dung ưu tiên');
    expect(shown.querySelector('.by')?.textContent).toContain('Tác giả: Bùi Thị Lệ Ẩn');
    expect(shown.querySelector('.nav [aria-current]')?.textContent).toBe('Tin tức');
    expect(shown.querySelector('.mast .n')?.textContent).toBe('Sở Ngoại vụ');
    expect(shown.querySelectorAll('script, [href]')).toHaveLength(0);
    expect(shown.querySelector('style')?.textContent).toContain('--official');
  });

  it('offers the other language where there is an edition in it', async () => {
    const preview = await open('Champasak');
    expect(preview.langs).toEqual(['vi', 'en']);
    await preview.choose('en');
    expect(preview.title).toContain('discuss cooperation');
    expect(preview.page).toContain('Official website');
    expect((await open('Kết quả công tác')).langs).toEqual(['vi']);
  });

  it('writes what people wrote as words, never as a page', async () => {
    const found = [...memory.shown.values()][0];
    if (!found) throw new Error('not there');
    const row = { ...found.row, title: '<script>alert(1)</script> & "x"' };
    memory.shown.set(row.edition, { ...found, row });
    const preview = new Preview(desk, row);
    await preview.load();
    expect(preview.page).not.toContain('<script');
    expect(preview.page).toContain('&lt;script&gt;');
  });

  it('says what went wrong', async () => {
    memory.failing.set('itemsHtml', problem('damaged'));
    expect((await open('Champasak')).problem?.code).toBe('damaged');
  });
});

describe('the text in it', () => {
  const html = `<p><a href="https://example.vn">x</a></p><figure><img src="/media/${'b2'.repeat(32)}" alt="Cầu"></figure>`;
  it('shows pictures from memory and leads nowhere', async () =>
    expect(await settled(html, async () => 'blob:x')).toBe(
      '<p><a title="https://example.vn">x</a></p><figure><img alt="Cầu" src="blob:x"></figure>',
    ));
  it('leaves the place of a picture that is not here', async () =>
    expect(await settled(html, () => Promise.reject(new Error('not here')))).toContain('<img alt="Cầu">'));
});

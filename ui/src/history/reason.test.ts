import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { withoutLayout } from '../../testing/layout';
import { MemoryDesk } from '../../testing/memory';
import EditorScreen from '../editor/EditorScreen.svelte';
import { Desk } from '../frame/desk.svelte';
import Reading from '../items/Reading.svelte';

withoutLayout();
const REASON = 'Bổ sung nguồn ảnh số 3';
let memory: MemoryDesk;
let desk: Desk;
let shown: object | undefined;
beforeEach(async () => {
  memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.refresh();
});
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = undefined;
});
const row = () => memory.titled('Sa Huỳnh').row;
const banner = () =>
  [...document.querySelectorAll('.banner')].find(({ textContent }) => textContent.includes('trả lại'));
const said = () => banner()?.textContent.replace(/\s+/g, ' ') ?? '';

describe('why a text came back', () => {
  it('is told where it is read, with who said so and when', async () => {
    const props = { desk, entry: { item: row().item, row: row(), english: null }, edition: row().edition };
    shown = mount(Reading, { target: document.body, props });
    await expect.poll(said).toMatch(/Trần Hữu Phước trả lại, .*21:02/);
    expect(said()).toContain(REASON);
  });

  it('is told where it is mended, and can be folded away', async () => {
    const props = { desk, edition: row().edition, onwhere: () => undefined, ontranslated: () => undefined };
    shown = mount(EditorScreen, { target: document.body, props });
    await expect.poll(said).toMatch(/Trần Hữu Phước trả lại, .*21:02/);
    expect(said()).toContain(REASON);
    banner()?.querySelector('button')?.click();
    await expect.poll(said).not.toContain(REASON);
    expect(said()).toContain('Trần Hữu Phước trả lại');
    banner()?.querySelector('button')?.click();
    await expect.poll(said).toContain(REASON);
  });

  it('is told also where it is not known who said so', async () => {
    const props = { desk, entry: { item: row().item, row: row(), english: null }, edition: row().edition };
    memory.failing.set('itemsHistory', problem('damaged'));
    shown = mount(Reading, { target: document.body, props });
    await expect.poll(said).toContain(REASON);
  });
});

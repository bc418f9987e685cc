import { describe, expect, it } from 'vitest';
import { MemoryDesk } from '../../testing/memory';
import { DEVICE } from '../../testing/sample';
import { Board } from './board.svelte';

describe('the board', () => {
  it('knows what its people, sections and this computer are called', async () => {
    const board = new Board();
    await board.read(new MemoryDesk(), DEVICE);
    expect(board.nameOf('01936000-0000-7000-8000-00000000000b')).toBe('Bùi Thị Lệ Ẩn');
    expect([board.sectionName('tin-tuc', 'vi'), board.sectionName('tin-tuc', 'en')]).toEqual(['Tin tức', 'News']);
    expect(board.device).not.toBe('');
  });

  it('leaves what it does not know as it is', async () => {
    const board = new Board();
    await board.read(new MemoryDesk(), null);
    expect([board.nameOf('m1'), board.sectionName('s1', 'vi'), board.device]).toEqual(['m1', 's1', '']);
  });
});

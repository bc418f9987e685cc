import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { MemoryDesk } from '../../testing/memory';
import { ME } from '../../testing/sample';
import { Desk } from '../frame/desk.svelte';
import { Home, type Group, type Line } from './home.svelte';

let memory: MemoryDesk;
let desk: Desk;
let home: Home;
beforeEach(async () => {
  localStorage.clear();
  memory = new MemoryDesk();
  desk = new Desk(memory);
  await desk.start();
  home = new Home(desk);
});

const told = (groups: Group[]) => groups.map(({ head, lines }) => [head, ...lines.map(({ entry }) => entry.row.title)]);
const lineOf = (groups: Group[], head: string): Line => {
  const line = groups.find((group) => group.head === head)?.lines[0];
  if (!line) throw new Error(`nothing under ${head}`);
  return line;
};

describe('home', () => {
  it('is where a desk with items opens that was never used', async () => {
    expect(desk.place).toBe('home');
    const fresh = new Desk(new MemoryDesk({ sample: false, joined: false }));
    await fresh.start();
    expect(fresh.place).toBe('items');
  });

  it('has the text written last, what came back, what waits for a decision and what is coming', async () => {
    await home.load();
    expect(home.last?.row.title).toContain('tập huấn công tác lãnh sự');
    expect(told(home.todo)).toEqual([
      ['returned', 'Người giữ nghề đóng tàu bên cửa biển Sa Huỳnh'],
      ['decide', 'Quảng Ngãi và tỉnh Champasak trao đổi kế hoạch hợp tác giai đoạn 2027 – 2030'],
      ['drafts', 'Quảng Ngãi and Champasak discuss cooperation for 2027–2030'],
    ]);
    expect(told(home.ahead)).toEqual([
      ['coming', 'Thông báo tuyển sinh học bổng của Chính phủ Hungary năm học 2027 – 2028'],
    ]);
    expect(home.empty).toBe(false);
  });

  it('has what one handed in and what there is to translate', async () => {
    memory.roles = ['translator'];
    const [own] = memory.shown.values();
    if (own)
      memory.shown.set(own.row.edition, {
        ...own,
        submitted_by: ME,
        row: { ...own.row, state: 'submitted', draft: false },
      });
    await home.load();
    expect(told(home.ahead).at(-1)).toEqual(['submitted', own?.row.title]);
    expect(home.found?.translate_count).toBeGreaterThan(3);
    expect(lineOf(home.todo, 'translate').entry.row.lang).toBe('vi');
  });

  it('is empty where nothing is begun and nothing waits', async () => {
    memory.shown.clear();
    await home.load();
    expect([home.empty, home.todo, home.ahead]).toEqual([true, [], []]);
    await home.goOn();
    expect(desk.writing).toBeNull();
    await home.add();
    expect(desk.writing).toMatch(/:vi$/);
  });

  it('opens what came back to be written, and a fork to be chosen from', async () => {
    await home.load();
    const line = lineOf(home.todo, 'returned');
    await home.open(line);
    expect(desk.writing).toBe(line.entry.row.edition);
    const fork = memory.fork();
    await home.load();
    await home.open(lineOf(home.todo, 'returned'));
    expect([desk.writing, desk.choosing]).toEqual([null, fork]);
  });

  it('opens a decision in the queue, and what is coming in the list, whatever was asked for there', async () => {
    await home.load();
    const decide = lineOf(home.todo, 'decide');
    await home.open(decide);
    expect([desk.place, desk.reading]).toEqual(['review', decide.entry.row.edition]);
    desk.asked = { ...desk.asked, kind: 'page' };
    const coming = lineOf(home.ahead, 'coming');
    await home.open(coming);
    expect([desk.place, desk.reading, desk.asked.kind]).toEqual(['items', coming.entry.row.edition, null]);
  });

  it('begins the English edition, or says why not', async () => {
    memory.roles = ['translator'];
    await desk.refresh();
    await home.load();
    const line = lineOf(home.todo, 'translate');
    await home.open(line);
    expect(desk.writing).toBe(`${line.entry.row.item}:en`);
    memory.failing.set('translationOpen', problem('not_shared'));
    await home.open(line);
    expect(home.problem?.code).toBe('not_shared');
    memory.roles = [];
    await desk.refresh();
    await home.open(line);
    expect(home.problem?.code).toBe('may_not_translate');
  });

  it('goes on with the last text, and says what went wrong', async () => {
    await home.load();
    await home.goOn();
    expect(desk.writing).toBe(home.last?.row.edition);
    memory.failing.set('home', problem('damaged'));
    await home.load();
    expect(home.problem?.code).toBe('damaged');
  });
});

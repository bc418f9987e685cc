import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../testing/desk/state';
import { FORK } from '../../testing/desk/sync';
import { MemoryDesk } from '../../testing/memory';
import { Desk } from '../frame/desk.svelte';
import { Choosing } from './fork.svelte';

let memory: MemoryDesk;
let desk: Desk;
let choosing: Choosing;
beforeEach(async () => {
  memory = new MemoryDesk();
  const edition = memory.fork();
  desk = new Desk(memory);
  await desk.start();
  choosing = new Choosing(desk, edition);
  await choosing.load();
});

describe('two texts of one edition', () => {
  it('show each passage that both changed, and the text around', () => {
    expect(choosing.passages).toHaveLength(FORK.passages.length);
    expect(choosing.shown?.row.fork).toBe(true);
  });

  it('are used only when every passage is chosen', async () => {
    await choosing.use();
    expect(memory.chosen).toBeNull();
    expect(choosing.complete).toBe(false);
  });

  it('go from one open passage to the next as they are chosen', () => {
    choosing.take(choosing.passage, 'mine');
    expect(choosing.at).toBe(1);
    choosing.move(-1);
    choosing.move(-1);
    expect(choosing.at).toBe(0);
  });

  it('keep what was chosen for whoever goes elsewhere first', async () => {
    choosing.take(choosing.passage, 'theirs');
    const again = new Choosing(desk, choosing.edition);
    await again.load();
    expect([again.chosen, again.takes]).toEqual([1, choosing.takes]);
  });

  it('become one text by what was chosen, and one writes on in it', async () => {
    choosing.take(choosing.passage, 'theirs');
    choosing.take(choosing.passage, 'rewrite');
    await choosing.use();
    const [first, second] = choosing.passages.map(({ place }) => place);
    expect(memory.chosen).toEqual({ [first ?? '']: 'theirs', [second ?? '']: 'both' });
    // What is to be written anew is where one goes on.
    expect([desk.writing, desk.rewriting.get(choosing.edition)]).toEqual([choosing.edition, second]);
  });

  it('of a translation are chosen in their sentences, where each has one', async () => {
    const english = memory.forkTranslation();
    await new Choosing(desk, english).load();
    expect(desk.writing).toBe(english);
  });

  it('show what stood before, while that is asked for', () => {
    expect([choosing.before, choosing.passage?.base]).toEqual([false, 'Tập huấn công tác lãnh sự']);
  });

  it('stay as they are where the desk refuses, and say why', async () => {
    choosing.take(choosing.passage, 'mine');
    choosing.take(choosing.passage, 'mine');
    memory.failing.set('syncChoose', problem('disk_full'));
    await choosing.use();
    expect(choosing.problem?.code).toBe('disk_full');
    expect(choosing.takes).not.toEqual({});
    expect(choosing.busy).toBe(false);
    await choosing.use();
    expect(choosing.problem).toBeNull();
  });

  it('of a translation say why they do not open in their sentences', async () => {
    const english = new Choosing(desk, memory.forkTranslation());
    desk.leaving.before(() => Promise.reject(problem('disk_full')));
    await english.load();
    expect(english.problem?.code).toBe('disk_full');
  });
});

import { describe, expect, it } from 'vitest';
import { Autosave, AGAIN_MS, type Clock } from './autosave';

/** Time that moves only when told to. */
class Hand implements Clock {
  at = 0;
  #waiting: { when: number; act: () => void }[] = [];
  now = () => this.at;
  after(ms: number, act: () => void): () => void {
    const entry = { when: this.at + ms, act };
    this.#waiting.push(entry);
    return () => (this.#waiting = this.#waiting.filter((other) => other !== entry));
  }
  async move(ms: number): Promise<void> {
    const end = this.at + ms;
    for (;;) {
      const next = this.#waiting.filter(({ when }) => when <= end).sort((a, b) => a.when - b.when)[0];
      if (!next) break;
      this.at = next.when;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      next.act();
      await settle();
    }
    this.at = end;
    await settle();
  }
}
const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

function begin(save?: (text: string) => Promise<void>) {
  const clock = new Hand();
  const saved: { at: number; text: string }[] = [];
  const desk = { text: '', complete: [] as boolean[] };
  const autosave = new Autosave(
    () => desk.text,
    async (text) => {
      await save?.(text);
      saved.push({ at: clock.at, text });
    },
    ({ complete }) => desk.complete.push(complete),
    clock,
  );
  const type = (sign: string) => {
    desk.text += sign;
    autosave.touch();
  };
  return { clock, saved, autosave, type, desk };
}

describe('autosave', () => {
  it('saves 300 ms after the last keystroke', async () => {
    const { clock, saved, type } = begin();
    type('Q');
    await clock.move(200);
    type('u');
    await clock.move(299);
    expect(saved).toEqual([]);
    await clock.move(1);
    expect(saved).toEqual([{ at: 500, text: 'Qu' }]);
  });

  it('saves within a second though the writer never rests', async () => {
    const { clock, saved, type } = begin();
    for (let turn = 0; turn < 30; turn++) {
      type('x');
      await clock.move(100);
    }
    expect(saved[0]?.at).toBe(1000);
    // Never is anything older than a second not on disk.
    const times = saved.map(({ at }) => at);
    expect(Math.max(...times.map((at, index) => at - (times[index - 1] ?? 0)))).toBeLessThanOrEqual(1100);
  });

  it('never lets one save overtake another, and saves what was typed meanwhile', async () => {
    const open: (() => void)[] = [];
    const { clock, saved, type } = begin(() => new Promise((done) => open.push(done)));
    type('a');
    await clock.move(300);
    type('b');
    await clock.move(5000);
    expect(open).toHaveLength(1);
    open[0]?.();
    await settle();
    expect(open).toHaveLength(2);
    open[1]?.();
    await settle();
    expect(saved.map(({ text }) => text)).toEqual(['a', 'ab']);
  });

  it('says that everything is on disk only when it is', async () => {
    const { clock, type, desk, autosave } = begin();
    type('a');
    expect(autosave.unsaved).toBe(true);
    await clock.move(300);
    expect(autosave.unsaved).toBe(false);
    expect(desk.complete).toEqual([true]);
  });

  it('keeps what could not be saved and tries again', async () => {
    let broken = true;
    const { clock, saved, type, autosave } = begin(() =>
      broken ? Promise.reject(new Error('full')) : Promise.resolve(),
    );
    type('a');
    await clock.move(300);
    expect(saved).toEqual([]);
    expect(autosave.unsaved).toBe(true);
    broken = false;
    await clock.move(AGAIN_MS);
    expect(saved.map(({ text }) => text)).toEqual(['a']);
  });

  it('saves at once when the window closes', async () => {
    const { saved, type, autosave } = begin();
    type('a');
    await autosave.flush();
    expect(saved.map(({ text }) => text)).toEqual(['a']);
  });

  it('waits for the save under way before the last one', async () => {
    const open: (() => void)[] = [];
    const { clock, saved, type, autosave } = begin(() => new Promise((done) => open.push(done)));
    type('a');
    await clock.move(300);
    type('b');
    const flushed = autosave.flush();
    open[0]?.();
    await settle();
    open[1]?.();
    await flushed;
    expect(saved.map(({ text }) => text)).toEqual(['a', 'ab']);
  });
});

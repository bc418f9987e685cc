/** Going elsewhere, once what is being written is on disk; until then what one was about to do is held up. */

export class Leaving {
  /** What one was about to do, held up since not all that was typed is on disk. */
  held = $state.raw<(() => Promise<void>) | null>(null);

  /** One leaves as soon as what goes on is done. */
  waits = $state(false);

  #finish: (() => Promise<boolean>) | null = null;
  /** What is to be done once that is over. */
  #next: (() => void | Promise<void>) | null = null;

  /** What must be done before the present view is left: the editor saves. It answers whether all is on disk.
   * Answers how to end that, which leaves alone what a view that came meanwhile asked for. */
  before(finish: (() => Promise<boolean>) | null): () => void {
    this.#finish = finish;
    return () => {
      if (this.#finish === finish) this.#finish = null;
    };
  }

  /** Where that takes its time, whatever was asked for last is done, and once. */
  async onceSaved(goOn: () => void | Promise<void>): Promise<void> {
    const waits = this.#next !== null;
    this.#next = goOn;
    if (waits) return;
    this.waits = true;
    let saved: boolean;
    let next: typeof goOn;
    try {
      saved = (await this.#finish?.()) ?? true;
    } finally {
      next = this.#next;
      this.#next = null;
      this.waits = false;
    }
    this.held = saved ? null : async () => next();
    if (saved) await next();
  }

  /** Stays where one is. */
  stay(): void {
    this.held = null;
  }

  /** Does what was held up; the words that are not on disk are given up. */
  async giveUp(): Promise<void> {
    const goOn = this.held;
    this.held = null;
    this.#finish = null;
    await goOn?.();
  }
}

/** Going elsewhere, once what is being written is on disk; until then what one was about to do is held up. */

export class Leaving {
  /** What one was about to do, held up since not all that was typed is on disk. */
  held = $state.raw<(() => Promise<void>) | null>(null);

  #finish: (() => Promise<boolean>) | null = null;

  /** What must be done before the present view is left: the editor saves. It answers whether all is on disk. */
  before(finish: (() => Promise<boolean>) | null): void {
    this.#finish = finish;
  }

  async onceSaved(goOn: () => void | Promise<void>): Promise<void> {
    const saved = (await this.#finish?.()) ?? true;
    this.held = saved ? null : async () => goOn();
    if (saved) await goOn();
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

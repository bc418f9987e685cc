/** When to save: 300 ms after the last change, at the latest one second after the first unsaved one. */

const REST_MS = 300;
const LATEST_MS = 1000;
/** How long to wait before trying again what failed. */
export const AGAIN_MS = 3000;

/** Time as an argument, so that a test can hold it. */
export interface Clock {
  now(): number;
  after(ms: number, act: () => void): () => void;
}

export const wallClock: Clock = {
  now: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

interface Outcome {
  /** Everything typed so far is in it. */
  complete: boolean;
}

/** Saves one thing at a time, in order; what changes while it is saved is saved next. */
export class Autosave<T> {
  #first: number | null = null;
  #last = 0;
  #cancel: (() => void) | null = null;
  #running: Promise<void> | null = null;

  constructor(
    readonly take: () => T,
    /** Rejects when it could not be saved; the change then stays unsaved and is tried again. */
    readonly save: (taken: T) => Promise<void>,
    readonly done: (outcome: Outcome) => void,
    readonly clock: Clock = wallClock,
  ) {}

  /** There is something not yet on disk. */
  get unsaved(): boolean {
    return this.#first !== null || this.#running !== null;
  }

  /** Something changed. */
  touch(): void {
    const now = this.clock.now();
    this.#first ??= now;
    this.#last = now;
    this.#schedule(Math.min(now + REST_MS, this.#first + LATEST_MS) - now);
  }

  /** Saves now whatever is unsaved, and is done when it is on disk or could not be saved. */
  async flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    await this.#running;
    if (this.#first !== null) await this.#run();
  }

  /** No further saving. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #schedule(ms: number): void {
    this.#cancel?.();
    this.#cancel = this.clock.after(Math.max(0, ms), () => {
      this.#cancel = null;
      // While one save is under way the next waits for it: they must not overtake each other.
      void (this.#running ?? Promise.resolve()).then(() => this.#run());
    });
  }

  async #run(): Promise<void> {
    if (this.#first === null || this.#running) return this.#running ?? undefined;
    const since = this.#first;
    this.#first = null;
    this.#running = this.save(this.take())
      .then(
        () => {
          const resting = this.#first === null && this.clock.now() - this.#last >= REST_MS;
          return { saved: true, resting };
        },
        () => {
          this.#first ??= since;
          if (!this.#cancel) this.#schedule(AGAIN_MS);
          return { saved: false, resting: false };
        },
      )
      .then(({ saved, resting }) => {
        this.#running = null;
        if (saved) this.done({ complete: resting || this.#first === null });
      });
    await this.#running;
  }
}

/** A backup or its restoring, while it runs: how far it is, and its end before time. */

import { asProblem, type Backend, type ProblemAt, type Problem, type Working as Far } from '../ipc';

/** How often it is asked how far it is. */
const LOOK = 250;

export class Working {
  far = $state<Far | null>(null);
  busy = $state(false);
  problem = $state<Problem | null>(null);
  /** A person ended it. */
  stopped = $state(false);

  constructor(
    readonly backend: Backend,
    readonly at: Extract<ProblemAt, 'backup' | 'restore'>,
  ) {}

  /** Whether the proof at its end can be broken off, too: once a desk was restored, it is there. */
  get endsProof(): boolean {
    return this.at === 'backup';
  }

  /** Does it; answers what it came to, or nothing where it was ended or failed. */
  async run<T>(act: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    this.busy = true;
    this.problem = null;
    this.stopped = false;
    const look = setInterval(() => void this.#look(), LOOK);
    try {
      const done = await act();
      this.stopped = done === null || done === false;
      return this.stopped ? null : done;
    } catch (thrown) {
      this.problem = asProblem(thrown, this.at);
      return null;
    } finally {
      clearInterval(look);
      this.far = null;
      this.busy = false;
    }
  }

  async #look(): Promise<void> {
    try {
      const far = await this.backend.profileWorking();
      if (this.busy) this.far = far ?? this.far;
    } catch {
      // The work itself says what is wrong.
    }
  }

  async stop(): Promise<void> {
    if (!this.busy) return;
    this.problem = null;
    try {
      await this.backend.profileWorkStop();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }
}

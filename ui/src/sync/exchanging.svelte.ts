/** Sending and receiving when a person asks for it. */

import { asProblem, type Backend, type Exchange, type Line, type Problem } from '../ipc';

export class Exchanging {
  busy = $state(false);
  last = $state<(Exchange & { at: Date }) | null>(null);
  problem = $state<Problem | null>(null);
  /** When it was asked for in vain. */
  failed = $state<Date | null>(null);
  /** A person ended the last exchange. */
  stopped = $state(false);

  /** Counts the desks: what comes of an exchange of one that was left is nothing of the next. */
  #desk = 0;

  constructor(
    readonly backend: Backend,
    readonly after: () => Promise<void>,
  ) {}

  async run(): Promise<void> {
    if (this.busy) return;
    const desk = this.#desk;
    this.busy = true;
    this.stopped = false;
    this.problem = null;
    try {
      const done = await this.backend.syncNow();
      if (desk !== this.#desk) return;
      this.stopped = done.stopped === true;
      this.last = { ...done, at: new Date() };
    } catch (thrown) {
      if (desk !== this.#desk) return;
      this.problem = asProblem(thrown);
      this.failed = new Date();
      this.last = null;
    } finally {
      if (desk === this.#desk) {
        this.busy = false;
        await this.after();
      }
    }
  }

  /** Works without the line from now on, or with it again. */
  async offline(chosen: boolean): Promise<void> {
    await this.#ask(() => this.backend.syncOffline(chosen));
    await this.after();
  }

  /** Another desk is open: nothing of the one that was left is told any more. */
  forget(): void {
    this.#desk += 1;
    this.busy = this.stopped = false;
    this.problem = this.last = this.failed = null;
  }

  /** Ends the exchange under way, whoever began it, after its present step. */
  async stop(): Promise<void> {
    await this.#ask(() => this.backend.syncStop());
  }

  async #ask(act: () => Promise<unknown>): Promise<void> {
    this.problem = null;
    try {
      await act();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** The line was heard of: an exchange that was being ended has come to its end, or another one begins. */
  heard(before: Line, now: Line): void {
    if (now.busy && !before.busy) this.stopped = false;
    if (!now.busy && before.busy && before.going?.ending) this.stopped = true;
    // What came of the last one is past news once a later one failed, and that it failed once one went well.
    if (!now.busy && now.trouble) this.last = null;
    if (!now.trouble) this.failed = null;
  }
}

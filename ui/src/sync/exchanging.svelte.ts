/** Sending and receiving when a person asks for it. */

import { asProblem, type Backend, type Exchange, type Problem } from '../ipc';

export class Exchanging {
  busy = $state(false);
  last = $state<(Exchange & { at: Date }) | null>(null);
  problem = $state<Problem | null>(null);

  constructor(
    readonly backend: Backend,
    readonly after: () => Promise<void>,
  ) {}

  async run(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      this.last = { ...(await this.backend.syncNow()), at: new Date() };
    } catch (thrown) {
      this.problem = asProblem(thrown);
    } finally {
      this.busy = false;
      await this.after();
    }
  }
}

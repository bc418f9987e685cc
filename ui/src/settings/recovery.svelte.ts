/** The recovery words once more: asked for, confirmed, and there as long as they are looked at. */

import { asProblem, type Backend, type Problem } from '../ipc';

export class Recovery {
  /** None are here while they are not shown. */
  words = $state.raw<string[]>([]);
  /** Whether somebody else sees the screen is asked first. */
  asking = $state(false);
  problem = $state<Problem | null>(null);

  constructor(readonly backend: Backend) {}

  ask(): void {
    this.problem = null;
    this.asking = true;
  }

  async show(): Promise<void> {
    if (!this.asking) return;
    this.asking = false;
    try {
      this.words = await this.backend.profileWords();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** Back to where nothing is shown and nothing asked. */
  hide(): void {
    this.words = [];
    this.asking = false;
  }
}

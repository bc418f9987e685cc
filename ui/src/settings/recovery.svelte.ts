/** The recovery words once more, for whoever knows the passphrase: there as long as they are looked at. */

import { asProblem, type Backend, type Problem } from '../ipc';

export class Recovery {
  /** None are here while they are not shown. */
  words = $state.raw<string[]>([]);
  /** Whether somebody else sees the screen is asked first. */
  asking = $state(false);
  /** What opens the desk, typed once more. */
  passphrase = $state('');
  problem = $state<Problem | null>(null);

  constructor(readonly backend: Backend) {}

  ask(): void {
    this.problem = null;
    this.asking = true;
  }

  async show(): Promise<void> {
    if (!this.asking) return;
    this.problem = null;
    try {
      this.words = await this.backend.profileWords(this.passphrase);
      this.asking = false;
      this.passphrase = '';
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** Back to where nothing is shown and nothing asked. */
  hide(): void {
    this.words = [];
    this.passphrase = '';
    this.problem = null;
    this.asking = false;
  }
}

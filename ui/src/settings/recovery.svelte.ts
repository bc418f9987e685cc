/** The recovery words once more, for whoever knows the passphrase: there as long as they are looked at. */

import { Trying } from '../first/trying.svelte';
import { asProblem, type Backend, type Problem } from '../ipc';

export class Recovery {
  /** None are here while they are not shown. */
  words = $state.raw<string[]>([]);
  /** Whether somebody else sees the screen is asked first. */
  asking = $state(false);
  /** What opens the desk, typed once more. */
  passphrase = $state('');
  problem = $state<Problem | null>(null);
  /** Two of them being typed from the sheet; the words are not shown meanwhile. */
  trying = $state.raw<Trying | null>(null);
  /** Two were typed, and right. */
  tried = $state(false);

  constructor(
    readonly backend: Backend,
    readonly ontried: () => void = () => undefined,
  ) {}

  ask(): void {
    this.problem = null;
    this.tried = false;
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

  tryThem(): void {
    this.trying = new Trying(this.words);
  }

  confirm(): void {
    if (!this.trying?.look()) return;
    this.hide();
    this.tried = true;
    this.ontried();
  }

  backToWords(): void {
    this.trying = null;
  }

  /** Back to where nothing is shown and nothing asked. */
  hide(): void {
    this.words = [];
    this.trying = null;
    this.passphrase = '';
    this.problem = null;
    this.asking = false;
  }
}

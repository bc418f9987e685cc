/** The sheet of the recovery words: into a file, or printed at once. */

import { tick } from 'svelte';
import { asProblem, type Backend, type Problem, type Sheet } from '../ipc';

export class RecoverySheet {
  /** What is printed; only there once it was asked for. */
  sheet = $state.raw<Sheet | null>(null);
  /** Where it was written. */
  saved = $state<string | null>(null);
  problem = $state<Problem | null>(null);

  constructor(
    readonly backend: Backend,
    readonly paper: () => void = () => window.print(),
  ) {}

  async save(): Promise<void> {
    await this.#do(async () => {
      const file = await this.backend.chooseSheet();
      if (file === null) return;
      this.saved = null;
      await this.backend.profileSheetSave(file);
      this.saved = file;
    });
  }

  async print(): Promise<void> {
    await this.#do(async () => {
      this.sheet = await this.backend.profileSheet();
      await tick();
      this.paper();
    });
  }

  async #do(act: () => Promise<void>): Promise<void> {
    this.problem = null;
    try {
      await act();
    } catch (thrown) {
      this.problem = asProblem(thrown, 'words');
    }
  }
}

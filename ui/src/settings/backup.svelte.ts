/** A copy of the whole desk in one file. */

import { asProblem, type Backend, type Problem } from '../ipc';

export class Backup {
  file = $state('');
  passphrase = $state('');
  busy = $state(false);
  problem = $state<Problem | null>(null);
  done = $state.raw<{ file: string; entries: number; published: number } | null>(null);

  ready = $derived(this.file.trim() !== '' && !this.busy);

  constructor(readonly backend: Backend) {}

  async choose(): Promise<void> {
    try {
      this.file = (await this.backend.chooseFile(true)) ?? this.file;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** Writes it and has it proven by restoring it beside; only then it is said to be there. */
  async write(): Promise<void> {
    if (!this.ready) return;
    const file = this.file.trim();
    this.busy = true;
    this.problem = null;
    this.done = null;
    try {
      const proof = await this.backend.profileBackup(file, this.passphrase || null);
      if (proof.ok) this.done = { file, entries: proof.entries, published: proof.published };
      else this.problem = { code: 'damaged', message: '', retry: false, checks: [] };
      this.passphrase = '';
    } catch (thrown) {
      this.problem = asProblem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

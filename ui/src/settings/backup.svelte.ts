/** A copy of the whole desk in one file. */

import { asProblem, type Backend } from '../ipc';
import { Working } from './working.svelte';

/** A file named from the root of a disk or of the network on. */
const WHOLE = /^(\/|[A-Za-z]:[\\/]|\\\\)/;

export class Backup {
  file = $state('');
  passphrase = $state('');
  readonly working: Working;
  /** The file that was proven. */
  done = $state<string | null>(null);

  busy = $derived.by(() => this.working.busy);
  problem = $derived.by(() => this.working.problem);
  /** It would land somewhere in the folder the program happens to run in. */
  nowhere = $state(false);
  ready = $derived(this.file.trim() !== '' && !this.busy);

  constructor(readonly backend: Backend) {
    this.working = new Working(backend, 'backup');
  }

  async choose(): Promise<void> {
    this.working.problem = null;
    try {
      this.file = (await this.backend.chooseFile(true)) ?? this.file;
    } catch (thrown) {
      this.working.problem = asProblem(thrown);
    }
  }

  /** Writes it and has it proven by restoring it beside; only then it is said to be there. */
  async write(): Promise<void> {
    if (!this.ready) return;
    const file = this.file.trim();
    this.done = null;
    this.nowhere = !WHOLE.test(file);
    if (this.nowhere) return;
    const proof = await this.working.run(() => this.backend.profileBackup(file, this.passphrase || null));
    // What did not open the store is to be corrected, not typed anew.
    if (!this.working.problem && !this.working.stopped) this.passphrase = '';
    if (proof?.ok) this.done = file;
    else if (proof) this.working.problem = { code: 'damaged', message: '', retry: false, checks: [], at: 'backup' };
  }
}

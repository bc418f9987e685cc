/** Practising with a board of one's own: how far it is made, whose desk is open, and how it ends. */

import type { Desk } from '../frame/desk.svelte';
import { asProblem, type Making, type PracticePerson, type Problem } from '../ipc';

/** How often it is asked how far the board is. */
const LOOK = 250;

export class Practising {
  making = $state<Making | null>(null);
  busy = $state(false);
  problem = $state<Problem | null>(null);
  menu = $state(false);
  /** What opens the desk one practises at. */
  passphrase = $state<string | null>(null);
  /** Throwing all of it away is asked about. */
  asked = $state(false);

  people = $derived.by((): PracticePerson[] => this.desk.profile?.practice?.people ?? []);
  me = $derived.by(() => this.desk.profile?.practice?.me ?? null);
  on = $derived(this.me !== null);

  constructor(readonly desk: Desk) {}

  /** Practises; makes the board first where there is none. One's own desk is left once all is on disk there. */
  async start(): Promise<void> {
    if (!this.busy) await this.desk.change(() => this.#start());
  }

  /** Answers no where one stays where one was. */
  async #start(): Promise<boolean> {
    this.busy = true;
    this.problem = null;
    const look = setInterval(() => void this.#look(), LOOK);
    try {
      return await this.desk.backend.practiceStart();
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    } finally {
      clearInterval(look);
      this.making = null;
      this.busy = false;
    }
  }

  async #look(): Promise<void> {
    try {
      const making = await this.desk.backend.practiceMaking();
      if (this.busy) this.making = making ?? this.making;
    } catch {
      // The making itself says what is wrong.
    }
  }

  /** Ends the making; the board that was begun is gone when it has ended. */
  async stop(): Promise<void> {
    this.problem = null;
    try {
      await this.desk.backend.practiceStop();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** Opens the menu; what is being written is left first, for it stands beside the places. */
  async openMenu(): Promise<void> {
    const { desk } = this;
    await desk.leave();
    if (desk.leaving.held) return;
    this.menu = true;
    await desk.refresh();
  }

  async workAs(person: string): Promise<void> {
    this.menu = false;
    if (person === this.me) return;
    await this.desk.change(async () => {
      await this.#send();
      return this.desk.backend.practiceAs(person);
    });
  }

  /** What was signed at this desk leaves first: one goes to the other to find it there. */
  async #send(): Promise<void> {
    if (this.desk.line.offline) return;
    try {
      await this.desk.backend.syncNow();
    } catch {
      // It waits there, and the desk says so when it is opened again.
    }
  }

  async leave(): Promise<void> {
    this.menu = false;
    await this.desk.change(() => this.desk.backend.practiceLeave());
  }

  /** Asks what opens the desk one practises at; the program tells it nowhere else. */
  async tellPassphrase(): Promise<void> {
    try {
      this.passphrase = this.on ? await this.desk.backend.practicePassphrase() : null;
    } catch {
      // It lies in the folder of practice as well, which the settings name.
      this.passphrase = null;
    }
  }

  ask(): void {
    this.menu = false;
    this.asked = true;
  }

  keep(): void {
    this.asked = false;
  }

  /** Throws all of it away and makes it anew. */
  async anew(): Promise<void> {
    this.asked = false;
    await this.desk.change(() => this.desk.backend.practiceDiscard());
    if (!this.on) await this.start();
  }

  /** The public site, in the system's browser. */
  async openSite(): Promise<void> {
    this.menu = false;
    const url = this.desk.status?.url;
    if (url) await this.desk.open(`${url}/`);
  }
}

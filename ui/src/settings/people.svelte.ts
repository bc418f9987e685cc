/** The people of the board, their roles, computers and invitations; what a chief changes here is signed and sent. */

import type { Desk } from '../frame/desk.svelte';
import { Trouble, type Invitation, type Invited, type Member } from '../ipc';

export const ROLES = ['editor', 'translator', 'reviser', 'approver', 'chief'] as const;
type RoleName = (typeof ROLES)[number];

export class People {
  members = $state.raw<Member[]>([]);
  invitations = $state.raw<Invitation[]>([]);
  /** Whose row is open. */
  open = $state<string | null>(null);
  /** A new member being invited. */
  inviting = $state(false);
  name = $state('');
  roles = $state<RoleName[]>(['editor']);
  nameMissing = $state(false);
  /** The invitation that was just made: its code is shown once. */
  invited = $state.raw<(Invited & { for: string }) | null>(null);
  /** The computer or invitation that the next press ends. */
  ending = $state<string | null>(null);
  readonly #trouble = new Trouble();
  problem = $derived(this.#trouble.problem);
  busy = $state(false);

  devices = $derived(
    this.members.reduce((sum, { devices }) => sum + devices.filter(({ ended }) => ended === null).length, 0),
  );

  constructor(readonly desk: Desk) {}

  /** Only a chief changes the board; everybody sees it. */
  get mayChange(): boolean {
    return this.desk.may('chief');
  }

  /** A computer is ended by a chief, or by whom it belongs to. */
  mayRevoke(member: Member): boolean {
    return this.mayChange || member.member === this.desk.status?.member;
  }

  async load(): Promise<void> {
    await this.#trouble.read(async () => {
      this.members = await this.desk.backend.members();
      this.invitations = await this.desk.backend.boardInvitations();
    });
  }

  /** The roles somebody holds now. */
  held({ roles }: Member): string[] {
    const now = this.desk.now.toISOString();
    const holds = roles.filter(
      ({ from, to }) => Date.parse(from) <= Date.parse(now) && (!to || Date.parse(to) > Date.parse(now)),
    );
    return [...new Set(holds.map(({ role }) => role))];
  }

  /** Since when somebody is on the board. */
  since({ roles }: Member): string | null {
    return roles.map(({ from }) => from).sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
  }

  toggle(role: RoleName): void {
    this.roles = this.roles.includes(role) ? this.roles.filter((other) => other !== role) : [...this.roles, role];
  }

  async invite(): Promise<void> {
    const name = this.name.trim();
    this.nameMissing = !name;
    if (!name || this.roles.length === 0) return;
    await this.#do(async () => {
      this.invited = { ...(await this.desk.backend.boardInvite(name, this.roles)), for: name };
      this.inviting = false;
      this.name = '';
    });
  }

  async inviteDevice(member: Member): Promise<void> {
    await this.#do(async () => {
      this.invited = { ...(await this.desk.backend.boardInviteDevice(member.member)), for: member.name };
    });
  }

  async give(member: Member, role: RoleName, held: boolean): Promise<void> {
    await this.#do(() => this.desk.backend.boardRole(member.member, role, held));
  }

  /** First press asks, second ends. */
  async end(what: string, act: () => Promise<unknown>): Promise<void> {
    if (this.ending !== what) {
      this.ending = what;
      return;
    }
    this.ending = null;
    await this.#do(act);
  }

  async revoke(device: string): Promise<void> {
    await this.end(device, () => this.desk.backend.boardRevoke(device));
  }

  async uninvite(invitation: string): Promise<void> {
    await this.end(invitation, () => this.desk.backend.boardUninvite(invitation));
  }

  async #do(act: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    await this.#trouble.act(async () => {
      await act();
      // The board changes when the portal has taken it: until then it waits to be sent.
      await this.desk.refresh();
      await this.load();
    });
    this.busy = false;
  }
}

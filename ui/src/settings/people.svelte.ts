/** The people of the board, their roles, computers and invitations; what a chief changes here is signed and sent. */

import type { Desk, InvitationMade } from '../frame/desk.svelte';
import { restEnter } from '../frame/keys';
import { Trouble, type Invitation, type Invited, type Member } from '../ipc';

export const ROLES = ['editor', 'translator', 'reviser', 'approver', 'chief'] as const;
type RoleName = (typeof ROLES)[number];

/** A role that is to be given, or ended. */
interface RoleChange {
  role: RoleName;
  held: boolean;
}

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
  /** The code of which it is said that it is not shown again. */
  parting = $state<string | null>(null);
  /** The computer or invitation that is to be ended, once that is confirmed. */
  ending = $state.raw<{ id: string; does: () => Promise<unknown> } | null>(null);
  /** The roles chosen otherwise than they are held, in the row that is open; nothing of it is signed yet. */
  #chosen = $state<Partial<Record<RoleName, boolean>>>({});
  /** Whose roles were signed last. */
  signed = $state<string | null>(null);
  /** The computers whose end was signed here and may not have been received yet. */
  revoked = $state.raw<string[]>([]);
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

  /** The invitations that were made here: a code can be read until it is put away, also when one was elsewhere meanwhile. */
  get invited(): InvitationMade[] {
    return this.desk.invited;
  }

  /** The computers of a member are ended by a chief, or by whom they belong to. */
  mayRevoke(member: Member): boolean {
    return this.mayChange || member.member === this.desk.status?.member;
  }

  /** Nobody could change the board any more without this computer: the operator alone ends it. */
  isLastOfChiefs(device: string): boolean {
    const chiefs = this.members.filter((member) => this.held(member).includes('chief'));
    const left = chiefs.flatMap(({ devices }) => devices.filter(({ ended }) => ended === null));
    return left.length === 1 && left[0]?.device === device;
  }

  async load(): Promise<void> {
    await this.#trouble.read(async () => {
      this.members = await this.desk.backend.members();
      this.invitations = await this.desk.backend.boardInvitations();
      const open = new Set(this.invitations.map(({ invitation }) => invitation));
      this.desk.invited = this.invited
        .map((made) => ({ ...made, known: made.known || open.has(made.invitation) }))
        .filter(({ known, invitation }) => !known || open.has(invitation));
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
      this.#made(await this.desk.backend.boardInvite(name, this.roles), name);
      this.inviting = false;
      this.name = '';
      this.roles = ['editor'];
    });
  }

  async inviteDevice(member: Member): Promise<void> {
    await this.#do(async () => {
      this.#made(await this.desk.backend.boardInviteDevice(member.member), member.name);
    });
  }

  #made(invited: Invited, name: string): void {
    this.leave();
    this.desk.invited = [{ ...invited, for: name, copied: false, known: false }, ...this.invited];
    this.parting = null;
  }

  /** The code was copied. */
  copied(code: string): void {
    this.desk.invited = this.invited.map((made) => (made.code === code ? { ...made, copied: true } : made));
    this.parting = null;
  }

  /** Puts a code away, the last where none is named. Of one that was not copied it is said first, once, that it is not
   * shown again. */
  part(code = this.invited[0]?.code): void {
    const gone = this.invited.find((made) => made.code === code && (made.copied || this.parting === code));
    if (gone) this.desk.invited = this.invited.filter((made) => made !== gone);
    this.parting = gone ? null : (code ?? null);
  }

  /** One goes elsewhere: a code that was not copied waits. */
  leave(): void {
    this.desk.invited = this.invited.filter(({ copied }) => !copied);
  }

  /** Opens a row, or closes it; what was chosen and not signed is forgotten. */
  show(member: string | null): void {
    this.open = member;
    this.forget();
  }

  /** Forgets what was chosen or asked for and not signed. */
  forget(): void {
    this.#chosen = {};
    this.ending = null;
    this.signed = null;
  }

  /** Whether somebody would hold a role with what was chosen. */
  holds(member: Member, role: RoleName): boolean {
    return (this.open === member.member ? this.#chosen[role] : undefined) ?? this.held(member).includes(role);
  }

  choose(member: Member, role: RoleName, held: boolean): void {
    if (this.open !== member.member) this.show(member.member);
    this.ending = null;
    this.signed = null;
    this.#chosen = { ...this.#chosen, [role]: held };
  }

  /** What would be signed. */
  changes(member: Member): RoleChange[] {
    const held = this.held(member);
    return ROLES.map((role) => ({ role, held: this.holds(member, role) })).filter(
      (change) => change.held !== held.includes(change.role),
    );
  }

  /** Whose roles are to be changed. */
  get changing(): Member | null {
    const member = this.members.find((one) => one.member === this.open);
    return member && this.changes(member).length > 0 ? member : null;
  }

  /** Something waits to be confirmed. */
  get asks(): boolean {
    return this.ending !== null || this.changing !== null;
  }

  /** Signs what was chosen. What is refused stays chosen, with what comes after it. */
  async sign(): Promise<void> {
    const { changing } = this;
    if (!changing) return;
    await this.#do(async () => {
      for (const { role, held } of this.changes(changing)) {
        await this.desk.backend.boardRole(changing.member, role, held);
        this.#chosen = { ...this.#chosen, [role]: undefined };
      }
      this.signed = changing.member;
    });
  }

  revoke(device: string): void {
    this.#ask(device, async () => {
      await this.desk.backend.boardRevoke(device);
      this.revoked = [...this.revoked, device];
    });
  }

  uninvite(invitation: string): void {
    this.#ask(invitation, () => this.desk.backend.boardUninvite(invitation));
  }

  #ask(id: string, does: () => Promise<unknown>): void {
    this.forget();
    this.ending = { id, does };
  }

  /** Ends what was asked about. */
  async end(): Promise<void> {
    const { ending } = this;
    if (!ending || this.busy) return;
    this.ending = null;
    await this.#do(ending.does);
  }

  async #do(act: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    restEnter();
    await this.#trouble.act(async () => {
      await act();
      // The board changes when the portal has taken it: until then it waits to be sent.
      await this.desk.refresh();
      await this.load();
    });
    this.busy = false;
  }
}

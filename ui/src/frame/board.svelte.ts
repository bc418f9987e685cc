/** What people, computers and sections of the board are called. */

import type { Backend, Section } from '../ipc';
import { tOr } from '../messages';

export class Board {
  sections = $state.raw<Section[]>([]);
  /** What this computer is called on the board. */
  device = $state('');
  #names = $state.raw<Record<string, string>>({});

  /** Reads who is on the board; `device` is this computer. */
  async read(backend: Backend, device: string | null): Promise<void> {
    const [members, sections] = await Promise.all([backend.members(), backend.sections()]);
    this.#names = Object.fromEntries(members.map(({ member, name }) => [member, name]));
    const devices = members.flatMap(({ devices }) => devices);
    this.device = devices.find((one) => one.device === device)?.name ?? '';
    this.sections = sections;
  }

  /** A name people know instead of a member's id. */
  nameOf(member: string): string {
    return this.#names[member] ?? member;
  }

  /** The name of a section, in the language of an edition. */
  sectionName(key: string, lang: string): string {
    const known = this.sections.find((section) => section.key === key);
    if (known) return lang === 'en' ? known.en : known.vi;
    return tOr(`section.${key}`, key);
  }
}

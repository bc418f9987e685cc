/** What must be filled in to join a board, and what is wrong with it. */

import type { Backend, Problem } from '../ipc';
import type { Key } from '../messages';

interface Filled {
  url: string;
  invitation: string;
  device: string;
}
export type WrongToJoin = Partial<Record<keyof Filled, Key>>;

export async function wrongToJoin(backend: Backend, { url, invitation, device }: Filled): Promise<WrongToJoin> {
  const wrong: WrongToJoin = {};
  if (!url.trim()) wrong.url = 'first.url.missing';
  else if (!(await backend.profileMayAsk(url.trim()))) wrong.url = 'first.url.unsafe';
  if (!invitation.trim()) wrong.invitation = 'first.invitation.missing';
  if (!device.trim()) wrong.device = 'first.device.missing';
  return wrong;
}

/** The field that a refusal speaks of. Of what was checked before, the desk refuses the form of the code alone. */
export const refusedToJoin = ({ code }: Problem): WrongToJoin =>
  code === 'bad_field' ? { invitation: 'first.invitation.form' } : {};

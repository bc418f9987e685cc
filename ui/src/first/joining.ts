/** What must be filled in to join a board, and what is wrong with it. */

import type { Problem } from '../ipc';
import type { Key } from '../messages';

interface Filled {
  url: string;
  invitation: string;
  device: string;
}
export type WrongToJoin = Partial<Record<keyof Filled, Key>>;

/** What is sent travels under TLS, or stays on this computer. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const here = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && here);
}

export function wrongToJoin({ url, invitation, device }: Filled): WrongToJoin {
  const wrong: WrongToJoin = {};
  if (!url.trim()) wrong.url = 'first.url.missing';
  else if (!isSafe(url.trim())) wrong.url = 'first.url.unsafe';
  if (!invitation.trim()) wrong.invitation = 'first.invitation.missing';
  if (!device.trim()) wrong.device = 'first.device.missing';
  return wrong;
}

/** The field that a refusal speaks of. Of what was checked before, the desk refuses the form of the code alone. */
export const refusedToJoin = ({ code }: Problem): WrongToJoin =>
  code === 'bad_field' ? { invitation: 'first.invitation.form' } : {};

/** How acts and snapshots are told. */

import type { Desk } from '../frame/desk.svelte';
import type { Act, Snapshot } from '../ipc';
import { t, tOr } from '../messages';

/** "Đỗ Kiều Oanh gửi duyệt", "Cổng xuất bản". */
export function sentence(desk: Desk, { by, what }: Act): string {
  // What is nobody's act is the portal's own; it erases nothing of itself.
  const name = by ? desk.board.nameOf(by) : t(what === 'erased' ? 'history.operator' : 'history.portal');
  return tOr(`history.what.${what}`, `${name}: ${what}`, { name });
}

/** The name a person gave it, or how it came to be kept. */
export function called({ kept, name }: Snapshot): string {
  return name ?? t(kept ? 'history.kept_by_hand' : 'history.kept_by_time');
}

/** The first eight digits of a revision. */
export function digits(revision: string): string {
  return `${revision.slice(0, 4)} ${revision.slice(4, 8)}`;
}

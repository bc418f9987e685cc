/** How far an exchange is, in sentences. */

import type { Going } from '../ipc';
import type { LanguageCode } from '../look/preferences.svelte';
import { say, type Key } from '../messages';

interface Portion {
  said: string;
  done: number;
  of: number;
}

const KINDS = [
  ['files_out', 'sync.going.files_out'],
  ['acts', 'sync.going.acts'],
  ['entries', 'sync.going.entries'],
  ['files_in', 'sync.going.files_in'],
] as const satisfies readonly (readonly [Exclude<keyof Going, 'ending'>, Key])[];

/** What there is to do, and how much of it was done; nothing of what there is none of. */
export function portions(going: Going | null, language: LanguageCode): Portion[] {
  if (!going) return [];
  return KINDS.flatMap(([kind, key]) => {
    const { done, of } = going[kind];
    return of > 0 ? [{ said: say(language, key, { done, n: of }), done, of }] : [];
  });
}

/** The one that is under way: the first that is not done. */
export function underWay(going: Going | null, language: LanguageCode): string | null {
  return portions(going, language).find(({ done, of }) => done < of)?.said ?? null;
}

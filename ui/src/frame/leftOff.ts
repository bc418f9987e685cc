/** Where one was when the window closed, kept on this computer for each desk. No text is in it. */

import type { Filter } from '../ipc';
import type { Place, SettingsPage } from './desk.svelte';

interface LeftOff {
  place: Place;
  settingsPage: SettingsPage;
  reading: string | null;
  writing: string | null;
  asked: Filter;
  /** Where two texts of a passage stand to be made one, by edition. */
  rewriting: Record<string, string>;
}

const PLACES: readonly Place[] = ['home', 'items', 'translation', 'review', 'consultations', 'sync', 'settings'];
const PAGES: readonly SettingsPage[] = ['people', 'policy', 'device', 'key', 'backup', 'trash', 'practice', 'look'];
const keyOf = (profile: string) => `banthao.left-off ${profile}`;
const text = (value: unknown) => (typeof value === 'string' ? value : null);

/** What was kept for that desk; what cannot be read counts as nothing. */
export function readLeftOff(profile: string): Partial<LeftOff> {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(profile)) ?? '{}') as Record<string, unknown>;
    const asked = (found['asked'] ?? {}) as Record<string, unknown>;
    return {
      ...(PLACES.includes(found['place'] as Place) && { place: found['place'] as Place }),
      ...(PAGES.includes(found['settingsPage'] as SettingsPage) && {
        settingsPage: found['settingsPage'] as SettingsPage,
      }),
      reading: text(found['reading']),
      writing: text(found['writing']),
      asked: {
        kind: text(asked['kind']),
        state: text(asked['state']),
        lang: text(asked['lang']),
        section: text(asked['section']),
        mine: asked['mine'] === true,
      },
      rewriting: Object.fromEntries(
        Object.entries((found['rewriting'] ?? {}) as object).filter(
          (one): one is [string, string] => text(one[1]) !== null,
        ),
      ),
    };
  } catch {
    return {};
  }
}

export function keepLeftOff(profile: string, left: LeftOff): void {
  localStorage.setItem(keyOf(profile), JSON.stringify(left));
}

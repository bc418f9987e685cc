/** What a person chose about how the window looks, and what the system says where nothing was chosen. */

import { readWidths, WIDTHS, type Pane, type Widths } from './widths';

type Theme = 'light' | 'dark' | 'contrast';
type Size = 'medium' | 'large';
export type LanguageCode = 'vi' | 'en';

interface Chosen {
  theme: Theme | 'system';
  size: Size;
  language: LanguageCode;
  /** The widths of panes that were moved. */
  widths: Widths;
}

const KEY = 'banthao.preferences';
const STANDARD: Chosen = { theme: 'system', size: 'medium', language: 'vi', widths: {} };

/** The choices in what was stored; whatever cannot be read falls back to the standard. */
export function readChosen(stored: string | null): Chosen {
  try {
    const found = JSON.parse(stored ?? '{}') as Partial<Chosen>;
    const among = <T extends string>(value: unknown, allowed: readonly T[], standard: T) =>
      allowed.includes(value as T) ? (value as T) : standard;
    return {
      theme: among(found.theme, ['system', 'light', 'dark', 'contrast'], STANDARD.theme),
      size: among(found.size, ['medium', 'large'], STANDARD.size),
      language: among(found.language, ['vi', 'en'], STANDARD.language),
      widths: readWidths(found.widths),
    };
  } catch {
    return STANDARD;
  }
}

/** The theme the system asks for. */
export function systemTheme(matches: (query: string) => boolean): Theme {
  if (matches('(prefers-contrast: more)') || matches('(forced-colors: active)')) return 'contrast';
  return matches('(prefers-color-scheme: dark)') ? 'dark' : 'light';
}

class Preferences {
  chosen = $state<Chosen>(STANDARD);
  #system = $state<Theme>('light');
  theme = $derived(this.chosen.theme === 'system' ? this.#system : this.chosen.theme);

  /** Reads what was chosen, follows the system, and keeps the page's root element in step. */
  start(): void {
    const matches = (query: string) => window.matchMedia(query).matches;
    this.chosen = readChosen(localStorage.getItem(KEY));
    const look = () => {
      this.#system = systemTheme(matches);
      this.#show();
    };
    for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'])
      window.matchMedia(query).addEventListener('change', look);
    look();
  }

  choose(change: Partial<Chosen>): void {
    this.chosen = { ...this.chosen, ...change };
    localStorage.setItem(KEY, JSON.stringify(this.chosen));
    this.#show();
  }

  /** Makes a pane so wide, or as wide as it usually is. */
  resize(pane: Pane, width: number | null): void {
    const others = Object.entries(this.chosen.widths).filter(([name]) => name !== pane);
    this.choose({ widths: Object.fromEntries(width === null ? others : [...others, [pane, width]]) });
  }

  #show(): void {
    const root = document.documentElement;
    root.dataset.theme = this.theme;
    root.lang = this.chosen.language;
    if (this.chosen.size === 'large') root.dataset.size = 'large';
    else delete root.dataset.size;
    for (const pane of Object.keys(WIDTHS) as Pane[]) {
      const width = this.chosen.widths[pane];
      if (width === undefined) root.style.removeProperty(`--${pane}-w`);
      else root.style.setProperty(`--${pane}-w`, `${width}px`);
    }
  }
}

export const preferences = new Preferences();

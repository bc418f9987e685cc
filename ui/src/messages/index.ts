/** Every word the window says, by key, in the language chosen. */

import { preferences, type LanguageCode } from '../look/preferences.svelte';
import { en } from './en';
import { vi } from './vi';

export type Key = keyof typeof vi;
export type Values = Record<string, string | number>;

const books: Record<LanguageCode, Record<Key, string>> = { vi, en };

/** A number as it is written in that language: 48.211 or 48,211. */
function written(number: number, language: LanguageCode): string {
  return number.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB');
}

/** Letters from right to left, and signs that turn the direction. */
const TURNING = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]/u;

/** Words within a sentence: whatever their direction, they leave that of the sentence alone. */
const within = (words: string) => (TURNING.test(words) ? `\u2068${words}\u2069` : words);

/** Words between quotation marks: the marks within them become single ones. */
const quoted = (words: string) => words.replaceAll('“', '‘').replaceAll('”', '’');

/** The sentence of that key, its `{places}` filled. A plural form is chosen by `{n}`: `one | many`. */
export function say(language: LanguageCode, key: Key, values: Values = {}): string {
  const forms = books[language][key].split(' | ');
  const form = forms.length > 1 && values['n'] !== 1 ? forms[1] : forms[0];
  return (form ?? '').replace(/(“?)\{(\w+)\}/g, (place, mark: string, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    if (typeof value === 'number') return mark + written(value, language);
    return mark + within(mark ? quoted(value) : value);
  });
}

/** The sentence of that key in the language chosen now. */
export function t(key: Key, values?: Values): string {
  return say(preferences.chosen.language, key, values);
}

/** The sentence of a key put together from a part that comes from elsewhere, or `otherwise` where there is none. */
export function tOr(key: string, otherwise: string, values?: Values): string {
  return key in vi ? t(key as Key, values) : otherwise;
}

/** Numbers that changed in a sentence, taken over into its translation. */

import type { Piece } from '../ipc';

const NUMBER = /\d+(?:[.,]\d+)*/g;

/** 1.234,5 in Vietnamese is 1,234.5 in English. */
const inEnglish = (number: string) => number.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'));

/** Which number became which, where the words that went and those that came have equally many. */
export function changedNumbers(changed: readonly Piece[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (const [at, piece] of changed.entries()) {
    if (piece.is === 'same') continue;
    const other = changed[at + 1];
    if (!other || other.is === 'same' || other.is === piece.is) continue;
    const [gone, come] = piece.is === 'deleted' ? [piece, other] : [other, piece];
    const before = gone.text.match(NUMBER) ?? [];
    const after = come.text.match(NUMBER) ?? [];
    if (before.length !== after.length) continue;
    for (const [nth, number] of before.entries()) {
      const now = after[nth];
      if (now !== undefined && now !== number) pairs.push([number, now]);
    }
  }
  return pairs;
}

/** The translation with the new numbers; none where one of the old does not stand in it exactly once. */
export function withNumbers(target: string, pairs: readonly [string, string][]): string | null {
  const now = new Map(pairs.map(([from, to]) => [inEnglish(from), inEnglish(to)]));
  const found = (target.match(NUMBER) ?? []).filter((number) => now.has(number));
  if (pairs.length === 0 || found.length !== now.size || new Set(found).size !== now.size) return null;
  return target.replace(NUMBER, (number) => now.get(number) ?? number);
}

import type { Piece } from '../src/ipc';

/** Pieces as they are written in the sample: `=` same, `+` inserted, `-` deleted. */
export function pieces(...parts: string[]): Piece[] {
  const IS = { '=': 'same', '+': 'inserted', '-': 'deleted' } as const;
  return parts.map((part) => ({ is: IS[part.charAt(0) as '='], text: part.slice(1) }));
}

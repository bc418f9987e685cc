/** What of a text answers to the words searched for, with or without their accents. */

interface Piece {
  text: string;
  found: boolean;
}

/** One sign, without accents and case: as long as what it was, for its place must stay. */
function fold(sign: string): string {
  const bare = sign.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace('đ', 'd');
  return bare.slice(0, sign.length).padEnd(sign.length);
}

const folded = (text: string) => [...text].map(fold).join('');
const isWord = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/** The text in pieces, those that begin with a word searched for marked. */
export function marks(text: string, searched: string): Piece[] {
  const normal = text.normalize('NFC');
  const words = folded(searched.normalize('NFC'))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const signs = folded(normal);
  const found = new Array<boolean>(normal.length).fill(false);
  for (const word of words)
    for (let at = signs.indexOf(word); at >= 0; at = signs.indexOf(word, at + word.length))
      if (!isWord(signs[at - 1])) found.fill(true, at, at + word.length);
  const pieces: Piece[] = [];
  for (let at = 0; at < normal.length; at++) {
    const last = pieces.at(-1);
    const is = found[at] === true;
    if (last && last.found === is) last.text += normal[at];
    else pieces.push({ text: normal.charAt(at), found: is });
  }
  return pieces;
}

/** A line as a narrow row can show it: from its first match on; null where nothing of it is marked. */
export function fromMatch(text: string, searched: string): string | null {
  const pieces = marks(text, searched);
  const first = pieces.findIndex(({ found }) => found);
  if (first < 0) return null;
  const shown = pieces.slice(first).map((piece) => piece.text);
  return (first > 0 ? '… ' : '') + shown.join('');
}

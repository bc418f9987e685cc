// The translator's part: an English text for each Vietnamese sentence of the tour, however the sentences were cut.
import { readFileSync } from 'node:fs';

const known = JSON.parse(readFileSync(new URL('english.json', import.meta.url), 'utf8'));
const plain = (text) => text.replaceAll(/\s+/g, ' ').trim();

/** The English of one segment; a segment may hold several of the sentences that are known. */
export function english(source) {
  const words = [];
  let rest = plain(source);
  while (rest) {
    const next = Object.keys(known)
      .filter((sentence) => rest.startsWith(sentence))
      .sort((a, b) => b.length - a.length)[0];
    if (!next) throw new Error(`the tour has no English for “${rest}”`);
    words.push(known[next]);
    rest = rest.slice(next.length).trim();
  }
  return words.join(' ');
}

/** What a sentence is, where it is no sentence of the running text. */

import type { Key } from '../messages';

const PLACES: Record<string, Key> = {
  title: 'editor.title',
  summary: 'editor.summary',
  alt: 'translate.alt',
  caption: 'translate.caption',
  credit: 'picture.credit',
};

/** The word for the place of a sentence: `title`, `summary`, or a fact of a picture, as `ID.caption`. */
export function placeWord(block: string): Key | null {
  return PLACES[block.slice(block.indexOf('.') + 1)] ?? null;
}

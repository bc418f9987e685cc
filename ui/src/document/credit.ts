/** Whose a picture is, as it stands under it. */

import { t } from '../messages';

/** Some write the word before the name themselves: it stands there once, as on the site. */
const LABELLED = /^\s*(ảnh|photo)\s*:/iu;

export function creditLine(credit: string): string {
  if (!credit || LABELLED.test(credit.normalize('NFC'))) return credit;
  return t('picture.by', { name: credit });
}

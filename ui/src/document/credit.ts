/** Whose a picture is, as it stands under it. */

import { t } from '../messages';

/** Some write the word before the name themselves: it stands there once, as on the site. */
const LABELLED = /^\s*(ảnh|photo)\s*:/iu;
/** It ends as a sentence does, perhaps within quotation marks or brackets. */
const ENDED = /[.!?…:;][”’"')\]]*$/u;

export function creditLine(credit: string): string {
  if (!credit || LABELLED.test(credit.normalize('NFC'))) return credit;
  return t('picture.by', { name: credit });
}

/** What stands under a picture: its caption, ended as a sentence where a credit follows, and whose it is. */
export function underPicture(caption: string, credit: string): string {
  const [says, by] = [caption.trim(), creditLine(credit.trim())];
  if (!says || !by) return says || by;
  return `${says}${ENDED.test(says) ? '' : '.'} ${by}`;
}

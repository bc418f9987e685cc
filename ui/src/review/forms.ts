/** The form of a block in words: how a paragraph became a heading, or got bold words. */

import { t, tOr } from '../messages';

const MARKS = ['a', 'strong', 'em', 'u', 'sub', 'sup'];

/** What the form became, in one sentence. */
export function formOf([was, is]: [string, string]): string {
  const [before, after] = [was.split(' '), is.split(' ')];
  if (before[0] !== after[0] && !is.startsWith('td'))
    return t('diff.form', { was: named(before[0] ?? ''), is: named(after[0] ?? '') });
  if (is.startsWith('td')) return t('diff.form.cells', { was: before.length, is: after.length });
  if (is.startsWith('table')) return t(after.length > 1 ? 'diff.form.header' : 'diff.form.no_header');
  const names = MARKS.filter((mark) => before.includes(mark) !== after.includes(mark));
  return t('diff.form.marks', { marks: names.map((mark) => tOr(`diff.mark.${mark}`, mark)).join(', ') });
}

const named = (form: string) => tOr(`diff.form.${form}`, form);

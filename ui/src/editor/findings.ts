/** What the checks found, in the order in which it concerns the writer, and where each leads. */

import type { Check } from '../ipc';
import { t, tOr } from '../messages';

/** A field of the form, the title or the summary; or a block, and which of its words for a picture. */
type Target = { field: string } | { block: string; fact: string | undefined } | null;

const FACTS: Record<string, string> = { picture_alt: 'alt', picture_credit: 'credit' };

const ORDER: Record<string, number> = { blocks: 0, reason: 1, advice: 2 };

export function sorted(checks: Check[]): Check[] {
  return [...checks].sort((a, b) => (ORDER[a.severity] ?? 3) - (ORDER[b.severity] ?? 3));
}

/** The place a finding speaks of: `names` are the fields there are, `fields` what stands in them. */
export function targetOf(check: Check, fields: Record<string, string>, names: readonly string[] = []): Target {
  if (check.block && ['title', 'summary', ...names].includes(check.block)) return { field: check.block };
  const [, block, fact] = /^([a-z0-9]{10})(?:\.(\w+))?$/.exec(check.block ?? '') ?? [];
  if (block !== undefined) return { block, fact: fact ?? FACTS[check.check] };
  const firstEmpty = (...names: string[]) => ({ field: names.find((name) => !fields[name]?.trim()) ?? names[0] ?? '' });
  switch (check.check) {
    case 'title':
      return { field: 'title' };
    case 'attribution':
      return firstEmpty('author', 'source');
    case 'section':
      return { field: 'section' };
    case 'deadline':
      return firstEmpty('closes', 'opens');
    case 'receiving_address':
      return firstEmpty('receiving_address', 'receiving_email');
    default:
      return null;
  }
}

/** What must be done before it can be handed in. `written` is what stands at a place: that is not missing but wrong. */
export function firstOf(check: Check, written: (place: string) => string | undefined): string {
  const place = check.block ?? '';
  const plain = tOr(`check.${check.check}.first`, t('editor.submit_later'));
  return written(place)?.trim() ? tOr(`check.${place}.mend`, plain) : tOr(`check.${place}.first`, plain);
}

interface Tally {
  blocks: number;
  reason: number;
  advice: number;
}

export function tally(checks: Check[]): Tally {
  const count = (severity: string) => checks.filter((check) => check.severity === severity).length;
  return { blocks: count('blocks'), reason: count('reason'), advice: count('advice') };
}

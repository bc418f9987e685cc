/** The fields of each kind, in the order of the form, and how a day is written and read. */

import { date, clock } from '../messages/times';

interface FieldForm {
  name: string;
  holds: 'line' | 'section' | 'choice' | 'time' | 'email';
  choices?: readonly string[];
  /** The other fields say that they may stay empty. */
  required: boolean;
}

const line = (name: string, required = false): FieldForm => ({ name, holds: 'line', required });
const common = [
  line('author', true),
  line('source', true),
  { name: 'section', holds: 'section', required: false },
] as const;

const FORMS: Record<string, readonly FieldForm[]> = {
  article: [...common, { name: 'genre', holds: 'choice', choices: ['news', 'feature', 'photos'], required: false }],
  page: common,
  consultation: [
    ...common,
    { name: 'opens', holds: 'time', required: true },
    { name: 'closes', holds: 'time', required: true },
    line('receiving_address', true),
    { name: 'receiving_email', holds: 'email', required: true },
    line('agency'),
    line('document_form'),
    { name: 'law', holds: 'choice', choices: ['80/2015', '64/2025'], required: false },
  ],
};

export const SECTIONS = ['tin-tuc', 'gioi-thieu', 'lay-y-kien'] as const;

export function fieldsOf(kind: string): readonly FieldForm[] {
  return FORMS[kind] ?? common;
}

/** How many fields that are needed to submit are still empty. */
export function missing(kind: string, fields: Record<string, string>): number {
  return fieldsOf(kind).filter(({ name, required }) => required && !fields[name]?.trim()).length;
}

/** A field's time as a person reads it: "24/11/2026", or "24/11/2026 17:00" for an instant. */
export function shownTime(value: string): string {
  if (!value) return '';
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (day) return `${day[3]}/${day[2]}/${day[1]}`;
  return Number.isNaN(Date.parse(value)) ? value : `${date(value)} ${clock(value)}`;
}

const DAY = 86_400_000;
const dayOf = (value: string | undefined) => /^(\d{4}-\d{2}-\d{2})/.exec(value ?? '')?.[1] ?? null;

/** How many days a consultation is open by its fields, the first and the last counted; none where they do not say so. */
export function daysOpen(fields: Record<string, string>): number | null {
  const [opens, closes] = [dayOf(fields['opens']), dayOf(fields['closes'])];
  return opens && closes ? Math.round((Date.parse(closes) - Date.parse(opens)) / DAY) + 1 : null;
}

/** A day or an instant as a person writes it, for the field; `null` where it is neither. The site's zone has no summer time.
 * `+20` is so many days after the day given. */
export function readTime(typed: string, after?: string): string | null {
  const more = /^\s*\+\s*(\d{1,3})\s*$/.exec(typed)?.[1];
  const from = dayOf(after);
  if (more && from) return new Date(Date.parse(from) + Number(more) * DAY).toISOString().slice(0, 10);
  const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[,\s]+(\d{1,2})[:h](\d{2}))?\s*$/.exec(typed);
  if (!found) return null;
  const [day, month, year, hour, minute] = found.slice(1).map(Number);
  const at = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  if (at.getUTCMonth() !== (month ?? 0) - 1 || at.getUTCDate() !== day) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  const iso = `${year}-${two(month ?? 0)}-${two(day ?? 0)}`;
  if (found[4] === undefined) return iso;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59) return null;
  return `${iso}T${two(hour ?? 0)}:${two(minute ?? 0)}:00+07:00`;
}

/** Whether a day or an instant is over. A day is not while it lasts: on the day itself it means at once. */
export function isPast(value: string, now: Date): boolean {
  if (!value) return false;
  const end = dayOf(value) === value ? Date.parse(`${value}T00:00:00+07:00`) + DAY : Date.parse(value);
  return end <= now.getTime();
}

/** How a consultation stands: open, not yet, or closed, and how many days are left. */

import type { Consultation } from '../ipc';
import type { LanguageCode } from '../look/preferences.svelte';
import { say, type Key, type Values } from '../messages';
import { date, daysBetween } from '../messages/times';

type Standing = 'open' | 'coming' | 'closed';

type Times = Pick<Consultation, 'row' | 'opens' | 'closes'>;

/** The last moment at which something can be sent: the day of closing counts. */
export const lastMoment = (closes: string) => new Date(Date.parse(closes) - 1);

const isPast = (time: string | null, now: Date): boolean => time !== null && Date.parse(time) <= now.getTime();

/** What the public never saw has not closed, whatever its days say. */
export function standingOf({ row, opens, closes }: Times, now: Date): Standing {
  if (isPast(closes, now)) return ['published', 'withdrawn'].includes(row.state) ? 'closed' : 'coming';
  return row.state === 'published' && isPast(opens, now) && closes !== null ? 'open' : 'coming';
}

/** How many days the public still has; today is the last where it is none. */
const daysLeft = (closes: string, now: Date) => daysBetween(now, lastMoment(closes));

type Say = (key: Key, values?: Values) => string;
const sayer =
  (language: LanguageCode): Say =>
  (key, values) =>
    say(language, key, values);

/** Short, while it is open: how many days are left. */
export function shortLeft(closes: string, now: Date, language: LanguageCode): string {
  const n = daysLeft(closes, now);
  const t = sayer(language);
  return n === 0 ? t('consultation.last_day_short') : t('consultation.left_short', { n });
}

/** Short, for the list. */
export function shortStand(of: Times, now: Date, language: LanguageCode): string {
  const t = sayer(language);
  const standing = standingOf(of, now);
  if (standing === 'closed' && of.closes)
    return t('consultation.closed_short', { day: date(lastMoment(of.closes)).slice(0, 5) });
  if (standing === 'open' && of.closes) return shortLeft(of.closes, now, language);
  if (of.closes && isPast(of.closes, now))
    return t('consultation.over_short', { day: date(lastMoment(of.closes)).slice(0, 5) });
  return of.opens
    ? t('consultation.opens_short', { day: date(of.opens).slice(0, 5) })
    : t('consultation.no_times_short');
}

/** A sentence, for the reading pane. */
export function longStand(of: Times, now: Date, language: LanguageCode): string {
  const t = sayer(language);
  if (!of.opens || !of.closes) return t('consultation.no_times');
  const day = date(lastMoment(of.closes));
  const standing = standingOf(of, now);
  if (standing === 'closed') return t('consultation.closed', { day });
  if (standing === 'coming') {
    if (isPast(of.closes, now)) return t('consultation.over', { day });
    const opens = date(of.opens);
    return t(isPast(of.opens, now) ? 'consultation.not_published' : 'consultation.opens', { day: opens });
  }
  const n = daysLeft(of.closes, now);
  return n === 0 ? t('consultation.last_day') : t('consultation.left', { n });
}

/** How much of its time has gone, between 0 and 1. */
export function gone({ opens, closes }: Times, now: Date): number {
  if (!opens || !closes) return 0;
  const [from, to] = [Date.parse(opens), Date.parse(closes)];
  return to > from ? Math.min(1, Math.max(0, (now.getTime() - from) / (to - from))) : 0;
}

/** The list in its groups: what is open first, then what is to come, then what is closed, the last closed first. */
export function grouped(all: Consultation[], now: Date): { standing: Standing; rows: Consultation[] }[] {
  const of = (standing: Standing) => all.filter((one) => standingOf(one, now) === standing);
  return [
    { standing: 'open' as const, rows: of('open') },
    { standing: 'coming' as const, rows: of('coming') },
    { standing: 'closed' as const, rows: of('closed').reverse() },
  ].filter(({ rows }) => rows.length > 0);
}

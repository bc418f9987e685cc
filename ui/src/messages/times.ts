/** Times as people write them, always in the site's zone, never the computer's. */

import type { LanguageCode } from '../look/preferences.svelte';
import { say } from './index';

const ZONE = 'Asia/Ho_Chi_Minh';

interface Day {
  year: number;
  month: number;
  day: number;
}

function parts(at: Date): Day & { clock: string; weekday: number } {
  const found = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: ZONE,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const [year, month, day] = [Number(found['year']), Number(found['month']), Number(found['day'])];
  return {
    year,
    month,
    day,
    clock: `${found['hour']}:${found['minute']}`,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
  };
}

const number = ({ year, month, day }: Day) => Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
const two = (n: number) => String(n).padStart(2, '0');

/** How many days lie between two instants by the site's calendar. */
export function daysBetween(from: Date, to: Date): number {
  return number(parts(to)) - number(parts(from));
}

/** "14:02". */
export function clock(at: string | Date): string {
  return parts(new Date(at)).clock;
}

/** "17/11/2026". */
export function date(at: string | Date): string {
  const { day, month, year } = parts(new Date(at));
  return `${two(day)}/${two(month)}/${year}`;
}

/** Short, for a list: "14:02" today, "hôm qua", "20/11" this year, else "17/11/2025". */
export function short(at: string | Date, now: Date, language: LanguageCode): string {
  const then = new Date(at);
  const { day, month, year, clock } = parts(then);
  const ago = daysBetween(then, now);
  if (ago === 0) return clock;
  if (ago === 1) return say(language, 'time.yesterday');
  return year === parts(now).year ? `${two(day)}/${two(month)}` : `${two(day)}/${two(month)}/${year}`;
}

/** Within a sentence: "14:02", "hôm qua, 21:02", "thứ Sáu 20/11, 16:40", "17/11/2025, 08:00". */
export function long(at: string | Date, now: Date, language: LanguageCode): string {
  const then = new Date(at);
  const { day, month, weekday, clock } = parts(then);
  const ago = daysBetween(then, now);
  if (ago === 0) return clock;
  if (ago === 1) return `${say(language, 'time.yesterday')}, ${clock}`;
  if (Math.abs(ago) < 7) {
    const name = say(language, `time.day${weekday}` as 'time.day0');
    return `${name} ${two(day)}/${two(month)}, ${clock}`;
  }
  return `${date(then)}, ${clock}`;
}

/** The day one is in: "thứ Ba, 24 tháng 11", "Tuesday, 24 November". */
export function today(now: Date, language: LanguageCode): string {
  const { day, month, weekday } = parts(now);
  return say(language, 'time.today', {
    weekday: say(language, `time.day${weekday}` as 'time.day0'),
    day: String(day),
    month: say(language, `time.month${month}` as 'time.month1'),
  });
}

/** How long ago, in words: "vừa xong", "12 phút trước", then as in {@link long}. */
export function ago(at: string | Date, now: Date, language: LanguageCode): string {
  const minutes = Math.floor((now.getTime() - new Date(at).getTime()) / 60_000);
  if (minutes < 1) return say(language, 'time.just_now');
  if (minutes < 60) return say(language, 'time.minutes_ago', { n: minutes });
  return long(at, now, language);
}

export type Group = 'today' | 'week' | 'earlier';

/** When the day began that lies so many days back, by the site's calendar. */
export function dayBegins(now: Date, back: number): string {
  const { year, month, day } = parts(now);
  return new Date(Date.UTC(year, month - 1, day - back, -7)).toISOString();
}

/** Whether that time is over. */
export const isOver = (at: string, now: Date): boolean => new Date(at) < now;

/** Whether something of that time is of today, or was to be. */
export function isDue(at: string, now: Date): boolean {
  return daysBetween(new Date(at), now) >= 0;
}

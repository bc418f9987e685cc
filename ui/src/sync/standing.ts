/** How things stand with the portal. */

import type { Line, Problem, Status } from '../ipc';
import type { LanguageCode } from '../look/preferences.svelte';
import { say } from '../messages';
import { ago, clock, long } from '../messages/times';

/** Why the portal takes nothing and gives nothing, though it answers: what was asked for by hand was refused for, or
 * what the last exchange of its own ended for. */
export function reason({ trouble, offline }: Line, asked: Problem | null): Problem | null {
  if (asked && asked.code !== 'offline') return asked;
  if (!trouble || trouble === 'offline' || offline) return null;
  return { code: trouble, message: '', retry: false, checks: [] };
}

/** In two sentences. */
export function standing(
  status: Status | undefined,
  line: Line,
  now: Date,
  language: LanguageCode,
): { what: string; then: string } {
  const t: (key: Parameters<typeof say>[1], values?: Parameters<typeof say>[2]) => string = (key, values) =>
    say(language, key, values);
  if (!status?.site) return { what: t('sync.not_joined'), then: t('sync.not_joined.then') };
  if (line.offline) return { what: t('sync.by_choice'), then: t('sync.by_choice.then') };
  const cursor = t('sync.cursor', { n: status.cursor });
  const last = status.last_exchange ? t('sync.last', { time: long(status.last_exchange, now, language) }) : '';
  if (line.trouble === 'offline') {
    const next = line.next ? t('sync.offline.next', { time: clock(line.next) }) : '';
    return {
      what: t('sync.offline', { time: line.since ? long(line.since, now, language) : clock(now) }),
      then: [next, last].filter(Boolean).join(' '),
    };
  }
  if (line.trouble) return { what: t('sync.trouble'), then: t('sync.trouble.then') };
  if (!status.last_exchange) return { what: t('sync.never'), then: t('sync.never.then') };
  return { what: t('sync.reached', { time: ago(status.last_exchange, now, language) }), then: cursor };
}

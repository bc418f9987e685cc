/** The three clauses of the status bar: what is saved, what waits, the portal. */

import type { Line, Status } from '../ipc';
import type { LanguageCode } from '../look/preferences.svelte';
import { say, type Key, type Values } from '../messages';
import { ago, clock, long } from '../messages/times';
import { underWay } from '../sync/going';
import type { SaveState } from './desk.svelte';

/** Why the portal lets this computer in no more. */
export const SHUT_OUT = ['device_revoked', 'device_unknown'] as const;

interface Clauses {
  saved: string;
  waits: string;
  portal: string;
  /** Something the person should look at: the bar shows a warning sign. */
  attention: boolean;
}

export function clauses(
  status: Status | undefined,
  line: Line,
  saved: SaveState,
  now: Date,
  language: LanguageCode,
): Clauses {
  const t = (key: Key, values?: Values) => say(language, key, values);
  return {
    saved: savedClause(saved, status?.counts.outbox ?? 0, t),
    waits: waitsClause(status, t),
    portal: portalClause(status, line, now, language, t),
    attention: saved.is === 'failed' || saved.is === 'paused' || (status?.counts.refusals ?? 0) > 0,
  };
}

type Say = (key: Key, values?: Values) => string;

function savedClause(saved: SaveState, waiting: number, t: Say): string {
  switch (saved.is) {
    case 'saved':
      return t('status.saved_at', { time: clock(saved.at) });
    case 'submitted':
      // As long as something waits it may be this.
      return t(waiting > 0 ? 'status.signed_at' : 'status.submitted_at', { time: clock(saved.at) });
    case 'taken_back':
      return t('status.taken_back_at', { time: clock(saved.at) });
    case 'paused':
      return t('status.paused');
    case 'failed':
      return t('status.not_saved');
    case 'none':
      return t('status.all_saved');
  }
}

function waitsClause(status: Status | undefined, t: Say): string {
  const { outbox = 0, refusals = 0, forks = 0 } = status?.counts ?? {};
  return [
    outbox > 0 ? t('status.waiting', { n: outbox }) : t('status.nothing_waits'),
    refusals > 0 && t('status.refused', { n: refusals }),
    forks > 0 && t('status.forks', { n: forks }),
  ]
    .filter(Boolean)
    .join(', ');
}

function portalClause(status: Status | undefined, line: Line, now: Date, language: LanguageCode, t: Say): string {
  if (!status?.site) return t('status.not_joined');
  if (line.offline) return t('clauses.offline');
  if (line.busy) return underWay(line.going, language) ?? t('status.exchanging');
  if (line.trouble === 'offline' && line.since)
    return t('status.offline_since', { time: long(line.since, now, language) });
  if (SHUT_OUT.some((code) => code === line.trouble)) return t('status.shut_out');
  if (line.trouble) return t('status.portal_trouble');
  if (!status.last_exchange) return t('status.never_reached');
  return t('status.reached', { time: ago(status.last_exchange, now, language) });
}

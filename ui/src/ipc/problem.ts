/** What a command could not do, and how it is told. */

import { t, tOr } from '../messages';
import type { ProblemAt, Problem } from './backend';

/** Whatever was thrown, as a problem of the place where it was. */
export function asProblem(thrown: unknown, at?: ProblemAt): Problem {
  const problem = plain(thrown);
  return at ? { ...problem, at } : problem;
}

function plain(thrown: unknown): Problem {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown) {
    const { code, message } = thrown;
    return {
      code: String(code),
      message: String(message),
      retry: 'retry' in thrown && thrown.retry === true,
      checks: 'checks' in thrown && Array.isArray(thrown.checks) ? (thrown.checks as Problem['checks']) : [],
    };
  }
  return {
    code: 'unexpected',
    message: thrown instanceof Error ? thrown.message : String(thrown),
    retry: true,
    checks: [],
  };
}

/** Two sentences: what happened, and what to do. Where the place has its own for a code, those: `problem.join.offline`. */
export function told({ code, message, at }: Problem): { what: string; then: string } {
  const own = (end: string, otherwise: string) =>
    tOr(`problem.${at}.${code}${end}`, tOr(`problem.${code}${end}`, otherwise));
  return {
    what: own('', message || t('problem.unexpected')),
    then: own('.then', t('problem.unexpected.then')),
  };
}

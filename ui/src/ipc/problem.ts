/** What a command could not do, and how it is told. */

import { t, tOr } from '../messages';
import type { Problem } from './backend';

/** Whatever was thrown, as a problem. */
export function asProblem(thrown: unknown): Problem {
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

/** Two sentences: what happened, and what to do. */
export function told(problem: Problem): { what: string; then: string } {
  return {
    what: tOr(`problem.${problem.code}`, problem.message || t('problem.unexpected')),
    then: tOr(`problem.${problem.code}.then`, t('problem.unexpected.then')),
  };
}

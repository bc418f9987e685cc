/** How the board approves: a few ways to choose among, for each kind of item. */

import type { Desk } from '../frame/desk.svelte';
import { Trouble, type Policy, type Rule, type Step } from '../ipc';

const KINDS = ['article', 'page', 'consultation'] as const;
/** What a way of approving is chosen for: the kinds, and the English edition of all of them. */
export const SUBJECTS = [...KINDS, 'en'] as const;
type Subject = (typeof SUBJECTS)[number];

const one = (...roles: string[]): Step => ({ roles, count: 1 });
const EITHER = one('approver', 'chief');

/** The ways there are, by name. */
export const WAYS = {
  one: [EITHER],
  chief: [one('approver'), one('chief')],
  two: [{ roles: ['approver', 'chief'], count: 2 }],
  two_chief: [{ roles: ['approver'], count: 2 }, one('chief')],
  reviser: [one('reviser'), EITHER],
} satisfies Record<string, Step[]>;
export type Way = keyof typeof WAYS;

/** The ways that make sense for a subject. */
export const waysFor = (subject: Subject): Way[] =>
  subject === 'en' ? ['one', 'reviser', 'chief', 'two'] : ['one', 'chief', 'two', 'two_chief'];

const same = (a: Step[], b: Step[]) => JSON.stringify(a) === JSON.stringify(b);
const wayOf = (steps: Step[]): Way | null => (Object.keys(WAYS) as Way[]).find((way) => same(WAYS[way], steps)) ?? null;

/** What the rules say for a subject; none where they say something that is not among the ways. */
export function chosenWay({ rules = [] }: Policy, subject: Subject): Way | null {
  const [kind, lang] = subject === 'en' ? ['*', 'en'] : [subject, 'vi'];
  // Of the English, a rule for one kind alone is none of these ways.
  if (subject === 'en' && rules.some((rule) => rule.lang === 'en' && rule.kind !== '*')) return null;
  const fits = (rule: Rule) => (rule.kind === '*' || rule.kind === kind) && (rule.lang === '*' || rule.lang === lang);
  const rule = rules.find(fits);
  return wayOf(rule?.steps ?? WAYS.one);
}

/** The rules that say just this. The first that fits holds: that of the English goes before the kinds. */
export function policyOf(ways: Record<Subject, Way>): Policy {
  return {
    rules: [
      { kind: '*', lang: 'en', steps: WAYS[ways.en] },
      ...KINDS.map((kind) => ({ kind, lang: '*', steps: WAYS[ways[kind]] })),
    ],
  };
}

export class Approving {
  stands = $state.raw<Policy | null>(null);
  /** What was signed here and waits for the portal. */
  #signed = $state.raw<Policy | null>(null);
  /** What was chosen otherwise than it stands. */
  changed = $state<Partial<Record<Subject, Way>>>({});
  /** The first press opened it: the next one signs. */
  signing = $state(false);
  done = $state(false);
  readonly #trouble = new Trouble();
  problem = $derived(this.#trouble.problem);
  busy = $state(false);

  dirty = $derived(Object.keys(this.changed).length > 0);

  constructor(readonly desk: Desk) {}

  get mayChange(): boolean {
    return this.desk.may('chief');
  }

  async load(): Promise<void> {
    await this.#trouble.read(async () => {
      this.stands = await this.desk.backend.boardPolicy();
      // Once nothing waits to be sent, what the board knows is how it stands.
      if (this.desk.status?.counts.outbox === 0) this.#signed = null;
    });
  }

  way(subject: Subject): Way | null {
    const policy = this.#signed ?? this.stands;
    return this.changed[subject] ?? (policy && chosenWay(policy, subject));
  }

  choose(subject: Subject, way: Way): void {
    this.done = false;
    this.signing = false;
    this.changed = { ...this.changed, [subject]: way };
  }

  /** A subject whose rule is none of the ways must be chosen anew before all is signed. */
  get undecided(): Subject | null {
    return SUBJECTS.find((subject) => this.way(subject) === null) ?? null;
  }

  /** The first press opens it, the second signs. */
  async sign(): Promise<void> {
    if (!this.dirty || this.undecided || this.busy) return;
    await this.#trouble.act(() => (this.signing ? this.#sign() : this.#open()));
  }

  async #open(): Promise<void> {
    this.signing = true;
  }

  async #sign(): Promise<void> {
    this.busy = true;
    try {
      const ways = Object.fromEntries(SUBJECTS.map((subject) => [subject, this.way(subject)])) as Record<Subject, Way>;
      const policy = policyOf(ways);
      await this.desk.backend.boardSetPolicy(policy);
      this.#signed = policy;
      this.done = true;
      this.changed = {};
      await this.desk.refresh();
      await this.load();
    } finally {
      this.signing = false;
      this.busy = false;
    }
  }
}

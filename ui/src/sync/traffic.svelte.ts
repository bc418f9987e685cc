/** What waits to be sent, what was refused, and what there is to choose between. */

import { Trouble, type Backend, type Fork, type Logged, type Outgoing, type Refused } from '../ipc';

/** How many acts of the log are shown at a time. */
const LOGGED = 20;

export class Traffic {
  outbox = $state.raw<Outgoing[]>([]);
  refusals = $state.raw<Refused[]>([]);
  forks = $state.raw<Fork[]>([]);
  /** The last acts of the ledger, as it was received. */
  log = $state.raw<Logged[]>([]);
  shown = $state(LOGGED);
  readonly #trouble = new Trouble();
  problem = $derived(this.#trouble.problem);

  /** What is to choose, but for what was refused for it: of that the refusal tells. */
  toChoose = $derived(
    this.forks.filter(({ edition }) => !this.refusals.some((one) => one.edition === edition && this.forked(one))),
  );

  constructor(
    readonly backend: Backend,
    readonly changed: () => Promise<void>,
  ) {}

  async load(): Promise<void> {
    await this.#trouble.read(async () => {
      [this.log, this.outbox, this.refusals, this.forks] = await Promise.all([
        this.backend.syncLog(this.shown),
        this.backend.syncOutbox(),
        this.backend.syncRefusals(),
        this.backend.syncForks(),
      ]);
    });
  }

  /** What was merged but for some passages waits for a choice. */
  forked({ code, edition }: Refused): boolean {
    return code === 'behind' && this.forks.some((fork) => fork.edition === edition);
  }

  /** More of what was done before. */
  async more(): Promise<void> {
    this.shown += LOGGED;
    await this.load();
  }

  recall(id: string): Promise<void> {
    return this.#do(() => this.backend.syncRecall(id));
  }

  dismiss(id: string): Promise<void> {
    return this.#do(() => this.backend.syncDismiss(id));
  }

  async #do(act: () => Promise<unknown>): Promise<void> {
    await this.#trouble.act(act);
    await this.load();
    await this.changed();
  }
}

/** The first run: which way in, what was filled in, what is wrong with it, and the recovery words. */

import type { Key } from '../messages';
import { asProblem, type Backend, type Problem } from '../ipc';
import { Working } from '../settings/working.svelte';
import { refusedToJoin, wrongToJoin } from './joining';
import { Trying } from './trying.svelte';

export type Way = 'join' | 'practise' | 'make' | 'restore' | 'open' | 'words';
type Step = 'choose' | 'show_words' | 'try_words';

type Wrong = Partial<Record<'name' | 'passphrase' | 'again' | 'url' | 'invitation' | 'device' | 'file' | 'words', Key>>;

/** Short enough to be typed each morning, long enough not to be guessed. */
export const SHORTEST = 8;

export class First {
  way = $state<Way>('practise');
  step = $state<Step>('choose');
  name = $state('');
  passphrase = $state('');
  again = $state('');
  url = $state('');
  invitation = $state('');
  device = $state('');
  file = $state('');
  /** A backup is opened by the recovery words, and a passphrase chosen anew. */
  byWords = $state(false);
  words = $state('');
  wrong = $state<Wrong>({});
  problem = $state<Problem | null>(null);
  busy = $state(false);

  readonly restoring: Working;

  recovery = $state<string[]>([]);
  /** Two of them being typed. */
  trying = $state.raw<Trying | null>(null);

  constructor(
    readonly backend: Backend,
    readonly opened: (done?: 'first.restore.done') => Promise<void>,
    readonly draw: () => number = Math.random,
  ) {
    this.restoring = new Working(backend, 'restore');
  }

  choose(way: Way): void {
    // What opens one thing is not what is chosen for another.
    if (way !== this.way) this.passphrase = this.again = '';
    this.way = way;
    this.wrong = {};
    this.problem = null;
  }

  /** A backup is opened by the other of the two. */
  openOtherwise(): void {
    this.byWords = !this.byWords;
    this.wrong = {};
    this.problem = null;
  }

  /** What is filled in wrongly for the way chosen. */
  async #check(): Promise<Wrong> {
    const wrong: Wrong = {};
    if (this.way === 'practise') return wrong;
    if (this.way === 'make' && !this.name.trim()) wrong.name = 'first.name.missing';
    if (this.way === 'join') Object.assign(wrong, await wrongToJoin(this.backend, this));
    if (this.way === 'restore' && !this.file.trim()) wrong.file = 'first.file.missing';
    if (this.#asksWords && this.words.trim().split(/\s+/).length !== 12) wrong.words = 'first.words.count';
    if (this.way === 'open' || (this.way === 'restore' && !this.byWords)) {
      if (!this.passphrase) wrong.passphrase = 'first.passphrase.missing';
    } else {
      if ([...this.passphrase].length < SHORTEST) wrong.passphrase = 'first.passphrase.short';
      else if (!this.again) wrong.again = 'first.again.missing';
      else if (this.passphrase !== this.again) wrong.again = 'first.again.differs';
    }
    return wrong;
  }

  /** Does what was chosen; whatever goes wrong stands beside the field or above the button. */
  async go(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      this.wrong = await this.#check();
      if (Object.keys(this.wrong).length === 0) await this.#act();
    } catch (thrown) {
      this.#refused(thrown);
    } finally {
      this.busy = false;
    }
  }

  get #asksWords(): boolean {
    return this.way === 'words' || (this.way === 'restore' && this.byWords);
  }

  #refused(thrown: unknown): void {
    const joins = this.way === 'join';
    const problem = asProblem(thrown, joins ? 'join' : this.way === 'restore' ? 'restore' : undefined);
    if (joins) this.wrong = refusedToJoin(problem);
    else if (this.#asksWords && problem.code === 'wrong_passphrase') this.wrong = { words: 'first.words.wrong' };
    if (Object.keys(this.wrong).length === 0) this.problem = problem;
  }

  async #act(): Promise<void> {
    const { passphrase } = this;
    switch (this.way) {
      case 'make':
        this.#show(await this.backend.profileCreate({ name: this.name.trim(), passphrase }));
        return;
      case 'join':
        await this.backend.profileJoin({
          url: this.url.trim(),
          invitation: this.invitation.trim(),
          device: this.device.trim(),
          passphrase,
        });
        this.#show(await this.backend.profileWords(passphrase));
        return;
      case 'practise':
        // A board of its own does that, without anything to fill in.
        return;
      case 'restore':
        await this.#restore();
        return;
      case 'open':
        await this.backend.profileOpen({ passphrase });
        break;
      case 'words':
        await this.backend.profileOpen({ words: { words: this.#typedWords(), passphrase } });
        break;
    }
    this.#forget();
    await this.opened();
  }

  async #restore(): Promise<void> {
    const { passphrase } = this;
    const by = this.byWords ? { words: { words: this.#typedWords(), passphrase } } : { passphrase };
    const done = await this.restoring.run(() => this.backend.profileRestore(this.file.trim(), by));
    if (this.restoring.problem) this.#refused(this.restoring.problem);
    if (!done) return;
    this.#forget();
    await this.opened('first.restore.done');
  }

  #typedWords(): string {
    return this.words.trim().split(/\s+/).join(' ');
  }

  async chooseFile(): Promise<void> {
    this.problem = null;
    try {
      this.file = (await this.backend.chooseFile(false)) ?? this.file;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  #show(words: string[]): void {
    this.#forget();
    this.recovery = words;
    this.step = 'show_words';
  }

  /** From reading the words to typing two of them. */
  tryThem(): void {
    this.trying = new Trying(this.recovery, this.draw);
    this.problem = null;
    this.step = 'try_words';
  }

  backToWords(): void {
    this.problem = null;
    this.step = 'show_words';
  }

  /** The two words, checked; when they are right the desk opens and the words are forgotten here. */
  async confirm(): Promise<void> {
    this.problem = null;
    if (!this.trying?.look() || this.busy) return;
    this.busy = true;
    try {
      await this.opened();
      this.recovery = [];
      this.trying = null;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** A passphrase stays no longer in memory than it is needed. */
  #forget(): void {
    this.passphrase = '';
    this.again = '';
    this.words = '';
  }
}

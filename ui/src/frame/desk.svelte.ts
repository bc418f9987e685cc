/** The desk as a whole: how far it is open, where one is in it, and what the status bar says. */

import { SvelteMap } from 'svelte/reactivity';
import { pictures } from '../document/pictures';
import {
  Trouble,
  type Backend,
  type Entry,
  type Filter,
  type Invited,
  type Line,
  type Problem,
  type Profile,
  type Row,
  type Status,
} from '../ipc';
import type { LanguageCode } from '../look/preferences.svelte';
import type { Key } from '../messages';
import type { Takes } from '../fork/fork.svelte';
import { EVERYTHING } from '../items/items.svelte';
import { PAGE } from '../items/pagedList.svelte';
import { Trash } from '../items/trash.svelte';
import { Practising } from '../practice/practising.svelte';
import { Exchanging } from '../sync/exchanging.svelte';
import { SHUT_OUT } from './clauses';
import { Board } from './board.svelte';
import { isUntried } from '../first/untried';
import { keepLeftOff, readLeftOff } from './leftOff';
import { Leaving } from './leaving.svelte';

export type Place = 'home' | 'translation' | 'items' | 'review' | 'consultations' | 'sync' | 'settings';

export type SettingsPage = 'people' | 'policy' | 'device' | 'key' | 'backup' | 'trash' | 'practice' | 'look';

/** What is known about the text being written, or that was handed in or taken back last. */
export type SaveState =
  | { is: 'none' }
  | { is: 'saved' | 'submitted' | 'taken_back'; at: string }
  | { is: 'paused' }
  | { is: 'failed'; problem: Problem };

/** An invitation whose code was not put away yet: it is told only once. */
export interface InvitationMade extends Invited {
  for: string;
  copied: boolean;
  /** The board had it: once it has it no more, its code is of no use. */
  known: boolean;
}

const QUIET: Line = { trouble: null, since: null, next: null, busy: false, offline: false, going: null };

export class Desk {
  profile = $state<Profile>();
  status = $state<Status>();
  line = $state<Line>(QUIET);
  saved = $state<SaveState>({ is: 'none' });
  place = $state<Place>('items');
  /** The page of the settings that is open. */
  settingsPage = $state<SettingsPage>('device');
  /** The edition being written, over everything else. */
  writing = $state<string | null>(null);
  /** The editions in which two texts of a passage stand to be made one, until that is done, and where. */
  readonly rewriting = new SvelteMap<string, string>();
  /** The edition whose passages are being chosen, over everything else. */
  choosing = $state<string | null>(null);
  /** The edition the list has open. */
  reading = $state<string | null>(null);
  /** What the list shows. */
  asked = $state<Filter>(EVERYTHING);
  /** What is searched for in it. */
  searched = $state('');
  /** Something the last act brought with it that is worth knowing. */
  warning = $state<Key | null>(null);
  /** The editions of which something waits to be sent. */
  unsent = $state.raw<ReadonlySet<string>>(new Set());
  /** An invitation waits to be sent: the portal does not know its code yet. */
  invitationUnsent = $state(false);
  /** The invitations made here, as long as their codes may still be read; the last first. */
  invited = $state.raw<InvitationMade[]>([]);
  /** Reasons for returning that were begun and not signed, by revision. */
  readonly reasons = new SvelteMap<string, string>();
  /** What was chosen of a fork and not used yet, by the other's revision. */
  readonly takes = new SvelteMap<string, Takes>();
  /** What was done, and is worth a sentence. */
  done = $state<'first.restore.done' | 'first.rejoin.done' | 'first.untried' | null>(null);
  now = $state(new Date());

  /** What went wrong with what the frame was asked to do or opens, and with what it reads again and again. */
  readonly #troubles = { desk: new Trouble(), page: new Trouble(), status: new Trouble(), board: new Trouble() };
  problem = $derived(Object.values(this.#troubles).find(({ problem }) => problem)?.problem ?? null);

  /** Why the portal lets this computer in no more: nothing is signed that would never leave it. */
  shutOut = $derived(SHUT_OUT.find((code) => code === this.line.trouble) ?? null);

  /** The address that no browser was opened for: it can be taken elsewhere. */
  unopened = $state<string | null>(null);

  readonly #listeners = new Set<() => void>();

  /** The beginning of the list, read while there is no frame yet to show it in. */
  #beginning: Promise<Entry[]> | null = null;

  readonly board = new Board();
  readonly leaving = new Leaving();
  readonly trash = new Trash(this);
  readonly exchange: Exchanging;
  readonly practising: Practising;

  constructor(readonly backend: Backend) {
    this.exchange = new Exchanging(backend, () => this.refresh());
    this.practising = new Practising(this);
  }

  /** Asks how far the desk is, and follows what happens to it. Answers how to stop. */
  async start(): Promise<() => void> {
    pictures.from((blob) => this.backend.pictureRead(blob));
    const tick = setInterval(() => (this.now = new Date()), 20_000);
    const stop = this.backend.onChange((change) => {
      this.exchange.heard(this.line, change.line);
      this.line = change.line;
      if (change.texts) void this.refresh();
      // When the portal last answered stands in the frame.
      else if (!change.line.busy) void this.#readStatus();
    });
    this.backend.beforeClose(() => this.close());
    await this.opened();
    return () => {
      clearInterval(tick);
      stop();
    };
  }

  /** The desk was opened: shows where one left off. */
  async opened(): Promise<void> {
    const profile = await this.#read(this.#troubles.desk, () => this.backend.profileState());
    if (!profile) return;
    const left = readLeftOff(profile.path);
    const place = left.place ?? (profile.stage === 'open' && (await this.#hasItems()) ? 'home' : 'items');
    // Nothing of a desk that was left is shown any more.
    this.place = place;
    this.settingsPage = left.settingsPage ?? 'device';
    this.asked = left.asked ?? EVERYTHING;
    this.searched = '';
    this.reading = left.reading ?? null;
    this.writing = this.choosing = null;
    this.invited = [];
    this.reasons.clear();
    this.takes.clear();
    this.rewriting.clear();
    for (const [edition, block] of Object.entries(left.rewriting ?? {})) this.rewriting.set(edition, block);
    this.trash.forget();
    this.profile = profile;
    if (profile.stage !== 'open') {
      this.status = undefined;
      return;
    }
    const shown = place === 'items' && !left.writing;
    this.#beginning = shown ? this.backend.itemsList({ ...this.asked }, 0, PAGE) : null;
    // Whoever shows it says what went wrong.
    this.#beginning?.catch(() => undefined);
    if (isUntried(profile.path)) this.done = 'first.untried';
    const isOffline = async () => {
      const offline = await this.#read(this.#troubles.desk, () => this.backend.syncIsOffline());
      this.line = { ...this.line, offline: offline ?? false };
    };
    await Promise.all([isOffline(), this.refresh()]);
    if (!left.writing) return;
    try {
      await this.backend.itemsShow(left.writing, null);
      this.writing = left.writing;
    } catch {
      // It was put away from elsewhere meanwhile: the list is where one goes on.
    }
  }

  /** The beginning of the list as it was read when the desk was opened, once. */
  takeBeginning(): Promise<Entry[]> | null {
    const beginning = this.#beginning;
    this.#beginning = null;
    return beginning;
  }

  async #hasItems(): Promise<boolean> {
    try {
      return (await this.backend.itemsOutline({ ...EVERYTHING }, [])).total > 0;
    } catch {
      // What is wrong with the store is told where its items are shown.
      return false;
    }
  }

  /** Keeps where one is, for the next time. */
  keepPlace(): void {
    if (this.profile?.stage !== 'open') return;
    const { place, settingsPage, reading, writing, asked } = this;
    const rewriting = Object.fromEntries(this.rewriting);
    keepLeftOff(this.profile.path, { place, settingsPage, reading, writing, asked, rewriting });
  }

  /** Goes to another desk once all is on disk here; what cannot be done is said in the frame. An act that answers no
   * changed nothing. */
  async change(act: () => Promise<unknown>): Promise<void> {
    await this.leaving.onceSaved(async () => {
      this.keepPlace();
      this.seen();
      let answer: unknown;
      const done = await this.#troubles.desk.act(async () => (answer = await act()));
      if (!done || answer === false) return;
      this.leaving.before(null);
      this.warning = null;
      this.saved = { is: 'none' };
      this.line = QUIET;
      this.exchange.forget();
      await this.opened();
    });
  }

  /** Shows a page of the portal in the system's browser. */
  async open(url: string): Promise<void> {
    const opened = await this.#troubles.page.act(() => this.backend.pageOpen(url));
    this.unopened = opened ? null : url;
  }

  /** What went wrong was seen. */
  seen(): void {
    for (const trouble of Object.values(this.#troubles)) trouble.seen();
    this.unopened = this.done = null;
  }

  /** Whoever goes elsewhere has done with what was told here. */
  #went(): void {
    this.#troubles.page.seen();
    this.unopened = this.done = null;
  }

  /** Reads again what the frame shows and tells the views. The first view comes with the status: it reads once. */
  async refresh(): Promise<void> {
    const status = await this.#read(this.#troubles.status, () => this.backend.status());
    const readBoard = async () => {
      if (status?.member) await this.#read(this.#troubles.board, () => this.board.read(this.backend, status.device));
    };
    await Promise.all([readBoard(), this.#readUnsent(status)]);
    this.#stands(status);
    for (const listener of this.#listeners) listener();
  }

  async #readStatus(): Promise<void> {
    const status = await this.#read(this.#troubles.status, () => this.backend.status());
    await this.#readUnsent(status);
    this.#stands(status);
  }

  async #readUnsent(status: Status | undefined): Promise<void> {
    const waits = status && status.counts.outbox > 0;
    const outbox = waits ? await this.#read(this.#troubles.status, () => this.backend.syncOutbox()) : [];
    if (!status || !outbox) return;
    this.unsent = new Set(outbox.flatMap(({ edition }) => edition ?? []));
    this.invitationUnsent = outbox.some(({ what }) => what === 'invited');
  }

  #stands(status: Status | undefined): void {
    this.now = new Date();
    this.status = status ?? this.status;
  }

  /** Reads something; where it is refused, that is said in the frame, and there is no answer. */
  async #read<T>(trouble: Trouble, ask: () => Promise<T>): Promise<T | undefined> {
    let answer: T | undefined;
    await trouble.read(async () => (answer = await ask()));
    return answer;
  }

  /** Calls back when something may have changed. Answers how to stop. */
  onRefresh(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async go(place: Place): Promise<void> {
    await this.leaving.onceSaved(() => {
      this.writing = null;
      this.choosing = null;
      this.warning = null;
      this.#went();
      this.place = place;
    });
  }

  /** Goes to a page of the settings. */
  async set(page: SettingsPage): Promise<void> {
    this.settingsPage = page;
    await this.go('settings');
  }

  /** Goes where an edition is read. Among the items it stands whatever they were asked for before. */
  async read(place: Place, edition: string): Promise<void> {
    await this.leaving.onceSaved(() => {
      if (place === 'items') this.#askEverything();
      this.writing = null;
      this.choosing = null;
      this.warning = null;
      this.#went();
      this.reading = edition;
      this.place = place;
    });
  }

  /** Opens an edition to be written; in `block` two texts of a passage stand to be made one. */
  async write(edition: string, block: string | null = null): Promise<void> {
    await this.leaving.onceSaved(() => {
      if (block !== null) this.rewriting.set(edition, block);
      this.saved = { is: 'none' };
      this.choosing = null;
      this.#went();
      this.writing = edition;
      this.reading = edition;
    });
  }

  /** Goes on with an edition: of two texts one chooses first. */
  async workOn({ edition, fork }: Pick<Row, 'edition' | 'fork'>): Promise<void> {
    await (fork ? this.choose(edition) : this.write(edition));
  }

  #askEverything(): void {
    this.asked = EVERYTHING;
    this.searched = '';
  }

  /** Begins a new text: no search would find it. */
  async begin(kind: string): Promise<void> {
    const { edition } = await this.backend.itemsNew(kind, 'vi');
    this.searched = '';
    await this.write(edition);
  }

  /** Opens a fork, to choose its passages. */
  async choose(edition: string): Promise<void> {
    await this.leaving.onceSaved(() => {
      this.writing = null;
      this.choosing = edition;
      this.reading = edition;
    });
  }

  /** Back from writing to the list. */
  async leave(): Promise<void> {
    await this.leaving.onceSaved(() => {
      this.writing = null;
      this.choosing = null;
    });
  }

  /** Everything on disk, then the store closed. Answers whether it is. */
  async close(): Promise<boolean> {
    let closed = false;
    await this.leaving.onceSaved(async () => {
      await this.backend.profileClose();
      closed = true;
    });
    // Whoever gives the words up closes the window by asking once more.
    if (!closed) this.leaving.held = () => Promise.resolve(this.backend.closeWindow());
    return closed;
  }

  /** Does what was held up; the words that are not on disk are given up. */
  async giveUp(): Promise<void> {
    this.saved = { is: 'none' };
    await this.leaving.giveUp();
  }

  /** The name of the site, in the language of the window. */
  siteName(language: LanguageCode): string | undefined {
    return this.status?.site_names?.[language] ?? this.status?.site ?? undefined;
  }

  may(...roles: string[]): boolean {
    return this.status?.roles.some((role) => roles.includes(role)) ?? false;
  }
}

/** One edition that is read: its text, what the public wrote to it, and what may be done with it here. */

import type { Desk } from '../frame/desk.svelte';
import { openEnglish } from '../translation/english';
import { Arriving } from '../newer/arriving.svelte';
import { Trouble, type PublicComment, type Row, type Shown } from '../ipc';

export class Reading {
  readonly edition: string;
  /** What others do with this text meanwhile. */
  readonly arriving: Arriving;
  shown = $state.raw<Shown | null>(null);
  comments = $state.raw<PublicComment[]>([]);
  readonly #trouble = new Trouble();
  problem = $derived(this.#trouble.problem);

  /** What the list knew of it stands until it is read: keys pressed at once mean what they say. */
  row = $derived.by(() => this.shown?.row ?? this.known);
  /** How far the newest of it is: the work where there is some, else what is live. */
  state = $derived(this.row.pending ?? this.row.state);
  inReview = $derived(this.state === 'submitted');
  mine = $derived.by(() => {
    const by = this.shown?.submitted_by;
    return by != null && by === this.desk.status?.member;
  });
  decides = $derived.by(() => this.inReview && !this.mine && this.desk.may('approver', 'chief', 'reviser'));
  /** A draft here that the board has not seen in this form. */
  mayShare = $derived.by(() => this.row.draft && !this.row.fork && this.desk.status?.site != null);
  /** A Vietnamese text that has no English beside it yet. */
  mayBegin = $derived.by(() => this.row.lang === 'vi' && !this.other);

  constructor(
    readonly desk: Desk,
    readonly known: Row,
    /** The edition in the other language, where there is one. */
    readonly other: Row | null = null,
  ) {
    this.edition = known.edition;
    this.arriving = new Arriving(desk, known.edition);
  }

  async read(): Promise<void> {
    await this.#trouble.read(async () => {
      const found = await this.desk.backend.itemsShow(this.edition, null);
      await this.#hear(found.row);
      const read = this.shown;
      if (!read) {
        this.shown = found;
        await this.arriving.begin(found.row.draft ? found.base : found.row.revision);
        return;
      }
      await this.arriving.look();
      // What another made while this was read comes when it is asked for; what may be done with it is known at once.
      this.shown = !found.row.draft && this.#isNewer(found) ? withWords(found, read) : found;
    });
  }

  /** The newer text in the place of the one that is read. */
  async readNewer(): Promise<void> {
    await this.#trouble.act(async () => {
      const found = await this.desk.backend.itemsShow(this.edition, null);
      await this.arriving.begin(found.row.draft ? found.base : found.row.revision);
      this.shown = found;
    });
  }

  #isNewer({ row }: Shown): boolean {
    const { newest, from } = this.arriving;
    return newest !== null && !newest.mine && newest.revision === row.revision && row.revision !== from;
  }

  /** After each exchange: what the public wrote comes without any change of the text. */
  async hear(): Promise<void> {
    const { shown } = this;
    if (shown) await this.#trouble.read(() => this.#hear(shown.row));
  }

  async takeBack(): Promise<void> {
    await this.#trouble.act(async () => {
      await this.desk.backend.reviewTakeBack(this.edition);
      this.desk.saved = { is: 'taken_back', at: new Date().toISOString() };
      this.desk.warning = null;
      await this.desk.refresh();
    });
  }

  /** Shows the draft to the members; it stays a draft. */
  async share(): Promise<void> {
    if (!this.mayShare) return;
    await this.#trouble.act(async () => {
      await this.desk.backend.draftShare(this.edition);
      await this.desk.refresh();
    });
  }

  /** Opens the text to be written. */
  async write(): Promise<void> {
    await this.#trouble.act(() => this.desk.workOn(this.row));
  }

  /** The published page, in the system's browser. */
  async openPage(): Promise<void> {
    const url = this.shown?.url;
    if (url) await this.desk.open(url);
  }

  /** Begins the English edition, or goes on with it, where that can be done; otherwise tells why not. */
  async translate(): Promise<void> {
    if (this.row.lang !== 'vi') return;
    await this.#trouble.act(() => openEnglish(this.desk, this.edition, this.other));
  }

  async toReview(): Promise<void> {
    await this.#trouble.act(() => this.desk.read('review', this.edition));
  }

  async #hear(row: Row): Promise<void> {
    this.comments = row.kind === 'consultation' ? await this.desk.backend.comments(this.edition) : [];
  }
}

/** What is known of an edition now, with the words that are being read. */
function withWords(now: Shown, read: Shown): Shown {
  const { summary, fields, document } = read;
  return { ...now, ...{ summary, fields, document }, row: { ...now.row, title: read.row.title } };
}

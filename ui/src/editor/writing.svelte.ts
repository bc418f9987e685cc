/** One edition being written: its text, its saving, its checks, its submission. */

import type { JSONContent } from '@tiptap/core';
import { toEditor, UnknownForm } from '../document/convert';
import { isBlank, length, outline } from '../document/text';
import { rejoin, rejoinLine } from '../document/rejoin';
import type { Document } from '../document/types';
import type { Desk } from '../frame/desk.svelte';
import { asProblem, type Problem, type Shown, type Text } from '../ipc';
import { t } from '../messages';
import { wallClock, type Autosave, type Clock } from './autosave';
import { fieldsOf } from './fields';
import { HandingIn } from './handingIn.svelte';

export class Writing extends HandingIn {
  title = $state('');
  summary = $state('');
  fields = $state<Record<string, string>>({});
  document = $state.raw<Document>({ v: 1 });
  /** This version does not know everything that stands in the text. */
  readOnly = $state(false);
  /** A translation is written sentence by sentence, not as a text of its own. */
  translated = $state(false);

  fieldNames = $derived(fieldsOf(this.row?.kind ?? 'article').map(({ name }) => name));
  outline = $derived(outline(this.document));
  length = $derived(length(this.document));
  lengthTold = $derived.by(() => {
    const { syllables, paragraphs } = this.length;
    return [t('item.syllables', { n: syllables }), t('item.paragraphs', { n: paragraphs })].join(', ');
  });

  /** How many pictures are being taken in. */
  taking = $state(0);
  #pictures = new AbortController();
  readonly #onTheWay = new Set<Promise<void>>();
  /** A text of another was merged into this one while it was open. */
  merged = $state(false);
  /** Two texts of a passage stand here to be made one. */
  rewrites = $derived.by(() => this.desk.rewriting.has(this.edition));
  /** Puts another text into the editor, once there is one. */
  replace: (content: JSONContent) => void | Promise<void> = () => undefined;

  protected readonly autosave: Autosave<Text>;
  #unread: (() => Document) | null = null;
  #base: string | null = null;
  #saved: Text = { title: '', summary: '', fields: {}, document: { v: 1 } };

  constructor(desk: Desk, edition: string, clock: Clock = wallClock) {
    super(desk, edition);
    this.autosave = this.saving(
      () => this.#text(),
      (text) => this.#save(text),
      clock,
    );
  }

  /** Reads the text. Answers what the editor is to hold. */
  async load(): Promise<JSONContent | null> {
    try {
      const shown = await this.desk.backend.itemsShow(this.edition, null);
      this.row = shown.row;
      this.translated = shown.translated;
      if (shown.translated) return null;
      const content = toEditor(shown.document);
      this.#holds(shown);
      this.loaded = true;
      void this.arriving.begin(shown.base);
      await this.check();
      return content;
    } catch (thrown) {
      if (thrown instanceof UnknownForm) this.readOnly = true;
      else this.problem = asProblem(thrown);
      return null;
    }
  }

  setTitle(title: string): void {
    this.title = title.replace(/\s*\n\s*/g, ' ');
    this.touch();
  }

  setSummary(summary: string): void {
    this.summary = summary;
    this.touch();
  }

  setField(name: string, value: string): void {
    this.fields = { ...this.fields, [name]: value };
    this.timeRead(name);
    this.touch();
  }

  /** The text changed. It is read when it is saved: a long one takes longer to read than a key may take. */
  setDocument(document: () => Document): void {
    this.#unread = document;
    this.touch();
  }

  #read(): void {
    if (!this.#unread) return;
    this.document = this.#unread();
    this.#unread = null;
  }

  /** Puts a text kept on this computer in the place of this one, which is kept first: so it must be on disk. */
  async takeBack(id: number): Promise<void> {
    await this.flush();
    const unsaved = this.notOnDisk();
    if (unsaved) throw unsaved;
    const { at } = await this.desk.backend.draftRestore(this.edition, id);
    const shown = await this.desk.backend.itemsShow(this.edition, null);
    this.#holds(shown);
    this.desk.saved = { is: 'saved', at };
    await this.replace(toEditor(shown.document));
    await this.check();
  }

  /** Takes a picture in and has it placed: nothing where it is refused, or stopped meanwhile. */
  async takePicture(file: Blob, place: (blob: string | null) => void): Promise<void> {
    const { signal } = this.#pictures;
    const stopped = new Promise<void>((stop) => signal.addEventListener('abort', () => stop()));
    const taken = this.#take(file, signal).then(place);
    const done = Promise.race([taken, stopped]);
    this.#onTheWay.add(done);
    await done.finally(() => this.#onTheWay.delete(done));
  }

  async #take(file: Blob, signal: AbortSignal): Promise<string | null> {
    // What was refused before is past.
    if (this.problem?.at === 'picture') this.problem = null;
    this.taking += 1;
    try {
      const bytes = await base64Of(file).catch(() => {
        throw { code: 'bad_file', message: '', retry: false, checks: [] } satisfies Problem;
      });
      const taken = await this.desk.backend.draftPicture(bytes);
      return signal.aborted ? null : taken.blob;
    } catch (thrown) {
      if (!signal.aborted) this.problem = asProblem(thrown, 'picture');
      return null;
    } finally {
      if (!signal.aborted) this.taking -= 1;
    }
  }

  /** No picture that is on its way is placed. */
  stopPictures(): void {
    this.#pictures.abort();
    this.#pictures = new AbortController();
    this.taking = 0;
  }

  /** The two texts of a passage are one. */
  rewritten(): void {
    this.desk.rewriting.delete(this.edition);
  }

  /** Everything on disk, and the row as it stands there: what is looked at beside the text goes by it. */
  async settle(): Promise<void> {
    await this.flush();
    try {
      this.row = (await this.desk.backend.itemsShow(this.edition, null)).row;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** What stands on disk in the title or in a field: that is what the checks speak of, not what is typed meanwhile. */
  stands(place: string): string | undefined {
    return place === 'title' ? this.#saved.title : this.#saved.fields[place];
  }

  #holds(shown: Shown): void {
    this.row = shown.row;
    this.title = shown.row.title;
    this.summary = shown.summary;
    this.fields = { ...(shown.fields as Record<string, string>) };
    this.unread = {};
    this.document = shown.document;
    this.#base = shown.base;
    this.#saved = this.#text();
  }

  /** Nobody leaves or hands in without the pictures that were put in. */
  protected override async finish(): Promise<void> {
    await Promise.all(this.#onTheWay);
    await super.finish();
  }

  protected readonly instead = null;

  /** Not a word stands in it, and none was kept on this computer: its copies would go with it. */
  protected async isVain(): Promise<boolean> {
    if (this.row?.revision !== null) return false;
    const { title, summary, fields, document } = this.#saved;
    const facts = Object.values(fields).join('');
    if (!isBlank(document) || (title + summary + facts).trim()) return false;
    return (await this.desk.backend.draftSnapshots(this.edition)).length === 0;
  }

  protected override touch(): void {
    if (this.loaded) super.touch();
  }

  /** Perhaps another's text was merged into this one. */
  protected async changed(): Promise<void> {
    void this.arriving.look();
    if (!this.loaded || this.unsaved) return;
    try {
      const { base, row } = await this.desk.backend.itemsShow(this.edition, null);
      this.row = row;
      // Without a draft nothing was merged: a newer revision came, and what stands here stays what it was.
      if (base !== this.#base && row.draft && !this.unsaved) await this.#takeIn();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** Takes the merged text in, with what was typed since the last save. */
  async #takeIn(): Promise<void> {
    const shown = await this.desk.backend.itemsShow(this.edition, null);
    this.#read();
    const [saved, merged] = [this.#saved, { ...(shown.fields as Record<string, string>) }];
    this.row = shown.row;
    this.#base = shown.base;
    this.title = rejoinLine(saved.title, this.title, shown.row.title);
    this.summary = rejoinLine(saved.summary, this.summary, shown.summary);
    for (const name of new Set([...Object.keys(this.fields), ...Object.keys(merged)]))
      merged[name] = rejoinLine(saved.fields[name] ?? '', this.fields[name] ?? '', merged[name] ?? '');
    this.fields = merged;
    this.document = rejoin(saved.document, this.document, shown.document);
    this.#saved = { title: shown.row.title, summary: shown.summary, fields: shown.fields, document: shown.document };
    this.merged = true;
    await this.arriving.begin(shown.base);
    await this.replace(toEditor(this.document));
    await this.check();
  }

  #text(): Text {
    this.#read();
    const filled = Object.entries(this.fields).filter(([, value]) => value.trim() !== '');
    return {
      title: this.title,
      summary: this.summary,
      fields: Object.fromEntries(filled),
      document: this.document,
    };
  }

  async #save(text: Text): Promise<void> {
    try {
      const { at } = await this.desk.backend.draftSave(this.edition, this.#base, text);
      this.#saved = text;
      this.desk.saved = { is: 'saved', at };
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.code === 'stale') {
        await this.#takeIn();
        return this.#save(this.#text());
      }
      this.notSaved(problem);
      throw thrown;
    }
    // The next save does not wait for the checks.
    void this.check();
  }
}

/** The bytes of a file in the form in which they cross to the desk. */
async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In pieces: one call with millions of arguments would overflow the stack.
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

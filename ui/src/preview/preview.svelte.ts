/** An edition as it will stand on the public site, drawn here without any line. */

import { pictures } from '../document/pictures';
import type { Desk } from '../frame/desk.svelte';
import { asProblem, type Problem, type Row, type Shown } from '../ipc';
import { say } from '../messages';
import type { LanguageCode } from '../look/preferences.svelte';
import { page, settled } from './page';

/** How wide the screens are that readers hold or sit before. */
export const WIDTHS = { phone: 390, desktop: 1128 } as const;
export type Width = keyof typeof WIDTHS;

export class Preview {
  width = $state<Width>('desktop');
  lang = $state<LanguageCode>('vi');
  /** The page, whole; none while it is not read. */
  page = $state.raw<string | null>(null);
  title = $state('');
  problem = $state<Problem | null>(null);
  /** The languages there is an edition in. */
  langs = $state.raw<LanguageCode[]>([]);

  constructor(
    readonly desk: Desk,
    readonly row: Row,
  ) {
    this.lang = row.lang as LanguageCode;
    this.title = row.title;
    this.langs = [this.lang];
  }

  async load(): Promise<void> {
    const { backend } = this.desk;
    const other = this.row.lang === 'vi' ? 'en' : 'vi';
    try {
      await backend.itemsShow(`${this.row.item}:${other}`, null);
      this.langs = ['vi', 'en'];
    } catch (thrown) {
      // Most items have one edition; anything else that is wrong is told when that edition is asked for.
      if (asProblem(thrown).code !== 'not_found') this.langs = ['vi', 'en'];
    }
    await this.choose(this.lang);
  }

  async choose(lang: LanguageCode): Promise<void> {
    this.lang = lang;
    this.problem = null;
    const edition = `${this.row.item}:${lang}`;
    try {
      const { backend } = this.desk;
      const shown = await backend.itemsShow(edition, null);
      const html = await settled(await backend.itemsHtml(edition, null), (blob) => pictures.of(blob));
      if (this.lang !== lang) return;
      this.title = shown.row.title;
      this.page = page({ ...this.#frame(shown, lang), html });
    } catch (thrown) {
      if (this.lang === lang) this.problem = asProblem(thrown);
    }
  }

  #frame({ row, summary, fields }: Shown, lang: LanguageCode) {
    const { section, author, source } = fields;
    const by: [string, string][] = [];
    if (author) by.push([say(lang, 'site.author'), author]);
    if (source) by.push([say(lang, 'site.source'), source]);
    const usual = { article: 'tin-tuc', page: 'gioi-thieu', consultation: 'lay-y-kien' }[row.kind] ?? '';
    return {
      lang,
      kind: row.kind,
      site: this.desk.siteName(lang) ?? '',
      menu: this.desk.board.sections.map((known) => known[lang]),
      section: this.desk.board.sectionName(section || usual, lang),
      title: row.title,
      summary,
      by,
      other: this.langs.length > 1,
      // What is still being written has no revision to be known by.
      revision: row.draft ? null : row.revision,
    };
  }
}

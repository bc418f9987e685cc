/** The page of an item as the public site draws it: the site's own styles and emblem around the text it would hold. */

import emblem from '../../../src-tauri/crates/portal/assets/emblem.svg?raw';
import css from '../../../src-tauri/crates/portal/assets/site.css?raw';
import type { LanguageCode } from '../look/preferences.svelte';
import { say } from '../messages';

const FONTS = import.meta.glob<string>('../look/fonts/*.woff2', { eager: true, query: '?url', import: 'default' });

interface Article {
  lang: LanguageCode;
  kind: string;
  site: string;
  menu: string[];
  section: string;
  title: string;
  summary: string;
  by: [name: string, value: string][];
  /** There is an edition in the other language. */
  other: boolean;
  revision: string | null;
  /** The text, as the desk gives it for the public page. */
  html: string;
}

/** The text with its pictures where this page can show them, and links that lead nowhere from here. */
export async function settled(html: string, picture: (blob: string) => Promise<string>): Promise<string> {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const link of body.querySelectorAll('a[href]')) {
    link.setAttribute('title', link.getAttribute('href') ?? '');
    link.removeAttribute('href');
  }
  await Promise.all(
    [...body.querySelectorAll('img')].map(async (image) => {
      const blob = /^\/media\/([0-9a-f]{64})$/.exec(image.getAttribute('src') ?? '')?.[1];
      image.removeAttribute('src');
      // One that is not here yet leaves its place and its words.
      const address = blob ? await picture(blob).catch(() => null) : null;
      if (address) image.setAttribute('src', address);
    }),
  );
  return body.innerHTML;
}

/** The whole page, to stand in a frame of its own. */
export function page(article: Article): string {
  const { lang, site } = article;
  const e = escaped;
  const w = (key: Parameters<typeof say>[1]) => e(say(lang, key));
  const menu = [w('site.home'), ...article.menu.map(e)]
    .map((name) => `<li><a${name === e(article.section) ? ' aria-current="true"' : ''}>${name}</a></li>`)
    .join('');
  const by = article.by.map(([name, value]) => `<span>${e(name)}: ${e(value)}</span>`).join('');
  const other = article.other ? `<a>${w('site.read_other')}</a>` : w('site.no_other');
  const law = article.kind === 'consultation';
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>${e(article.title)}</title>
<style>${styles()}
a { text-decoration: underline }
.nav a { text-decoration: none }
summary { pointer-events: none }</style></head>
<body>
<header>
<div class="top"><div class="w"><div class="lang"><b>${w('site.language')}</b><a>${w('site.other_language')}</a></div></div></div>
<div class="mast"><div class="w">${emblem.replace('<svg', '<svg class="em" aria-hidden="true"')}<div><div class="o">${w('site.official')}</div><a class="n">${e(site)}</a></div></div></div>
</header>
<nav class="nav"><div class="w"><ul class="wide">${menu}</ul><details><summary tabindex="-1">${w('site.menu')}<svg class="ic" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 9 6 6 6-6"/></svg></summary></details></div></nav>
<main><div class="w">
<div class="crumb"><a>${w('site.home')}</a>${article.section ? ` / <a>${e(article.section)}</a>` : ''}</div>
<div class="art"><article>
<h1>${e(article.title)}</h1>
<div class="by">${by}<span>${w('site.other_edition')}: ${other}</span></div>
${article.summary ? `<p class="${law ? 'intro' : 'lead'}">${e(article.summary)}</p>` : ''}
${law ? `<div class="hl"><h2>${w('site.full_text')}</h2></div>` : ''}
<div class="text${law ? ' law' : ''}">${article.html}</div>
</article>
<aside class="side">${article.revision ? `<section><div class="hl"><h2>${w('site.about_page')}</h2></div><p class="small dim code">${w('site.revision')}: <span>${e(article.revision.slice(0, 16))}</span></p></section>` : ''}</aside></div>
</div></main>
<footer class="foot"><div class="w"><div><p class="name">${e(site)}</p><p class="dim">${w('site.reuse')}</p></div></div></footer>
</body></html>`;
}

/** The site's styles; its fonts are those the desk has. */
function styles(): string {
  return css.replace(/url\(fonts\/([\w-]+\.woff2)\)/g, (whole, name: string) => {
    const address = FONTS[`../look/fonts/${name}`];
    return address ? `url(${new URL(address, document.baseURI).href})` : whole;
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}

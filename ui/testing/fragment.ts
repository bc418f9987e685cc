/** A text as the desk writes it for the public page: the same bare elements. */

import type { Block, Mark, Run } from '../src/ipc';

const TAGS: Record<string, string> = { bold: 'strong', italic: 'em', underline: 'u', sub: 'sub', sup: 'sup' };
const safe = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
const marked = (inner: string, mark: Mark) =>
  typeof mark === 'string' ? `<${TAGS[mark]}>${inner}</${TAGS[mark]}>` : `<a href="${safe(mark.link)}">${inner}</a>`;
const words = (runs: Run[] | null | undefined) =>
  (runs ?? []).map(({ text, marks }) => (marks ?? []).reduceRight(marked, safe(text))).join('');

function one(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `<h${block.level}>${words(block.content)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${words(block.content)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${(block.items ?? []).map(({ blocks }) => `<li>${inner(blocks)}</li>`).join('')}</${tag}>`;
    }
    case 'quote':
      return `<blockquote>${fragment(block.blocks)}</blockquote>`;
    case 'table': {
      const rows = (block.rows ?? []).map((row, at) => {
        const tag = block.header && at === 0 ? 'th' : 'td';
        return `<tr>${(row.cells ?? []).map((cell) => `<${tag}>${inner(cell.blocks)}</${tag}>`).join('')}</tr>`;
      });
      return `<table><tbody>${rows.join('')}</tbody></table>`;
    }
    case 'image':
      return `<figure><img src="/media/${block.blob}" alt="${safe(block.alt ?? '')}"><figcaption>${safe(block.caption ?? '')}</figcaption></figure>`;
  }
}

function inner(blocks: Block[] | null | undefined): string {
  const [first, second] = blocks ?? [];
  return first?.type === 'paragraph' && !second ? words(first.content) : fragment(blocks);
}

export function fragment(blocks: Block[] | null | undefined): string {
  return (blocks ?? []).map(one).join('');
}

/** Marks the editor has of its own. */

import { Mark, mergeAttributes } from '@tiptap/core';

/** Whether an address may stand in a link: a place on the web or the site, a mail address or a telephone number. */
export function isAddress(address: string): boolean {
  if (/[\s\p{C}]/u.test(address)) return false;
  return /^(https?:\/\/[^/]|mailto:[^@]+@|tel:\+?\d|\/(?!\/))/i.test(address);
}

/** What a person typed, as an address; `null` where it cannot be one. */
export function addressOf(typed: string): string | null {
  const address = typed.trim();
  if (isAddress(address)) return address;
  if (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(address)) return `mailto:${address}`;
  if (/^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(address)) return `https://${address}`;
  return null;
}

export const Link = Mark.create({
  name: 'link',
  priority: 1000,
  inclusive: false,
  addAttributes() {
    return { href: { default: null } };
  },
  parseHTML() {
    return [{ tag: 'a[href]', getAttrs: (element) => isAddress(element.getAttribute('href') ?? '') && null }];
  },
  renderHTML({ HTMLAttributes }) {
    // Shown as a link, never followed from here.
    return ['a', mergeAttributes(HTMLAttributes, { rel: 'noopener' }), 0];
  },
});

export const Sub = Mark.create({
  name: 'sub',
  parseHTML: () => [{ tag: 'sub' }],
  renderHTML: () => ['sub', 0],
});

export const Sup = Mark.create({
  name: 'sup',
  parseHTML: () => [{ tag: 'sup' }],
  renderHTML: () => ['sup', 0],
});

/** A picture in the text: shown with its caption; its facts are filled in beside the text. */

import { Node } from '@tiptap/core';
import type { Node as PmNode } from '@tiptap/pm/model';
import { GapCursor } from '@tiptap/pm/gapcursor';
import { NodeSelection, Plugin, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { underPicture } from '../document/credit';
import { pictures } from '../document/pictures';
import { nameOf } from '../frame/keys';
import { t } from '../messages';

interface PictureFacts {
  blob: string;
  alt: string;
  caption: string;
  credit: string;
}

/** Opens a paragraph below the picture that is chosen, or where the caret stands between blocks, which is no place for
 * a letter; answers whether one was opened. */
function openHere(view: EditorView): boolean {
  const { selection, schema, tr } = view.state;
  const { paragraph } = schema.nodes;
  const onPicture = selection instanceof NodeSelection && selection.node.type.name === 'image';
  if (!(onPicture || selection instanceof GapCursor) || !paragraph) return false;
  tr.insert(selection.to, paragraph.create());
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to + 1)).scrollIntoView());
  return true;
}

/** Presses that write, or that an input method keeps to itself: its letter comes later. */
const WRITES = /^(Shift\+)?(.|Process|Unidentified|Dead)$/u;

/** Whoever types while a picture is chosen goes on below it: the page would put the words at the end of what stands
 * above, and lose them between blocks. The paragraph must be there before the letter, since an input method composes
 * where the caret was. */
const typingHere = () =>
  new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        if (WRITES.test(nameOf(event))) openHere(view);
        return false;
      },
      handleDOMEvents: { compositionstart: (view) => openHere(view) && false },
      handleTextInput: (view, _from, _to, text) => {
        if (!openHere(view)) return false;
        view.dispatch(view.state.tr.insertText(text));
        return true;
      },
    },
  });

export const Picture = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes() {
    return { blob: { default: '' }, alt: { default: '' }, caption: { default: '' }, credit: { default: '' } };
  },
  addProseMirrorPlugins: () => [typingHere()],
  // Pictures come in through the desk, never by their address: what is pasted as HTML brings none along.
  parseHTML: () => [
    {
      tag: 'figure[data-blob]',
      getAttrs: (element) =>
        Object.fromEntries(['blob', 'alt', 'caption', 'credit'].map((name) => [name, element.dataset[name] ?? ''])),
    },
  ],
  renderHTML: ({ node }) => {
    const { blob, alt, caption, credit } = node.attrs as PictureFacts;
    return ['figure', { 'data-blob': blob, 'data-alt': alt, 'data-caption': caption, 'data-credit': credit }];
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement('figure');
      const image = dom.appendChild(document.createElement('img'));
      const caption = dom.appendChild(document.createElement('figcaption'));
      let blob = '';
      const show = (of: PmNode) => {
        const facts = of.attrs as PictureFacts;
        image.alt = facts.alt;
        caption.textContent = underPicture(facts.caption, facts.credit) || t('picture.no_caption');
        caption.classList.toggle('missing', !facts.caption);
        if (facts.blob === blob) return;
        blob = facts.blob;
        pictures.of(blob).then(
          (address) => (image.src = address),
          () => (image.alt = t('picture.not_here')),
        );
      };
      show(node);
      return {
        dom,
        update: (next) => {
          if (next.type !== node.type) return false;
          show(next);
          return true;
        },
      };
    };
  },
});

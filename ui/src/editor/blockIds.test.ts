import { Editor } from '@tiptap/core';
import { GapCursor } from '@tiptap/pm/gapcursor';
import { Slice } from '@tiptap/pm/model';
import { afterEach, describe, expect, it } from 'vitest';
import { toEditor } from '../document/convert';
import type { Document } from '../document/types';
import { nameless } from './blockIds';
import { insertTable } from './acts';
import { extensions } from './extensions';
import { placeBelow, positionOf } from './places';

let editor: Editor;
afterEach(() => editor.destroy());

function open(blocks: Document['blocks']): Editor {
  editor = new Editor({ extensions: extensions(''), content: toEditor({ v: 1, blocks }), enableInputRules: false });
  return editor;
}

/** The ids of all named nodes, in order. */
function ids(): (string | null)[] {
  const found: (string | null)[] = [];
  editor.state.doc.descendants((node) => {
    if ('id' in node.attrs) found.push(node.attrs['id'] as string | null);
  });
  return found;
}

const p = (id: string, text: string) => ({ type: 'paragraph' as const, id, content: [{ text }] });
const ID = /^[a-z0-9]{10}$/;

describe('ids of blocks', () => {
  it('on a split the left part keeps the id, the right gets a new one', () => {
    open([p('aaaaaaaaaa', 'tiếng Việt')]);
    editor.chain().setTextSelection(6).splitBlock().run();
    const [left, right] = ids();
    expect(editor.getText({ blockSeparator: '|' })).toBe('tiếng| Việt');
    expect(left).toBe('aaaaaaaaaa');
    expect(right).toMatch(ID);
    expect(right).not.toBe(left);
  });

  it('a point of a list that is split keeps its id on the left, with its paragraph', () => {
    open([
      {
        type: 'list',
        id: 'llllllllll',
        ordered: false,
        items: [{ id: 'iiiiiiiiii', blocks: [p('aaaaaaaaaa', 'một hai')] }],
      },
    ]);
    editor.chain().setTextSelection(6).splitListItem('listItem').run();
    const found = ids();
    expect(found.slice(0, 3)).toEqual(['llllllllll', 'iiiiiiiiii', 'aaaaaaaaaa']);
    expect(found).toHaveLength(5);
    expect(new Set(found).size).toBe(5);
  });

  it('joining two blocks leaves the id of the first', () => {
    open([p('aaaaaaaaaa', 'một'), p('bbbbbbbbbb', 'hai')]);
    editor.chain().setTextSelection(6).joinBackward().run();
    expect(ids()).toEqual(['aaaaaaaaaa']);
  });

  it('undo brings the ids back with the text', () => {
    open([p('aaaaaaaaaa', 'một'), p('bbbbbbbbbb', 'hai')]);
    editor.chain().setTextSelection({ from: 1, to: 8 }).deleteSelection().run();
    editor.commands.undo();
    expect(ids()).toEqual(['aaaaaaaaaa', 'bbbbbbbbbb']);
  });

  it('what is pasted comes without ids and gets new ones', () => {
    open([p('aaaaaaaaaa', 'một')]);
    const slice = nameless(new Slice(editor.state.doc.content, 0, 0));
    expect(slice.content.firstChild?.attrs['id']).toBeNull();
    editor.view.dispatch(editor.state.tr.insert(editor.state.doc.content.size, slice.content));
    const [first, second] = ids();
    expect(first).toBe('aaaaaaaaaa');
    expect(second).toMatch(ID);
    expect(second).not.toBe(first);
  });

  it('an id that stands twice stays with the first', () => {
    open([p('aaaaaaaaaa', 'một')]);
    editor.view.dispatch(editor.state.tr.insert(editor.state.doc.content.size, editor.state.doc.content));
    const [first, second] = ids();
    expect(first).toBe('aaaaaaaaaa');
    expect(second).not.toBe('aaaaaaaaaa');
  });

  it('every row of a new table has one, and so has everything in it', () => {
    open([p('aaaaaaaaaa', 'một')]);
    insertTable(editor);
    const found = ids();
    expect(found.every((id) => ID.test(id ?? ''))).toBe(true);
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBeGreaterThanOrEqual(1 + 3 + 9);
  });

  it('a place is found by its id', () => {
    open([p('aaaaaaaaaa', 'một'), p('bbbbbbbbbb', 'hai')]);
    expect(positionOf(editor, 'bbbbbbbbbb')).toBe(5);
    expect(positionOf(editor, 'cccccccccc')).toBeNull();
  });
});

describe('a picture that is taken in', () => {
  const image = (blob: string) => ({ type: 'image', attrs: { blob } });
  const shapes = () =>
    editor.state.doc.children.map(({ type, attrs }) => (type.name === 'image' ? attrs['blob'] : type.name));

  it('comes below what is chosen, and nothing chosen is lost', () => {
    open([p('aaaaaaaaaa', 'một'), p('bbbbbbbbbb', 'hai')]);
    editor.commands.setTextSelection({ from: 1, to: 4 });
    placeBelow(editor).put(image('first'));
    const at = editor.state.doc.child(0).nodeSize;
    editor.commands.setNodeSelection(at);
    placeBelow(editor).put(image('second'));
    expect(shapes()).toEqual(['paragraph', 'first', 'second', 'paragraph']);
    expect(editor.getText()).toContain('một');
  });

  it('comes where it was asked for, though one wrote on elsewhere meanwhile', () => {
    open([p('aaaaaaaaaa', 'một'), p('bbbbbbbbbb', 'hai')]);
    editor.commands.setTextSelection(4);
    const place = placeBelow(editor);
    editor.chain().insertContentAt(1, 'trước ').setTextSelection(editor.state.doc.content.size).run();
    place.put(image('late'));
    expect(shapes()).toEqual(['paragraph', 'late', 'paragraph']);
    expect(editor.state.doc.child(0).textContent).toBe('trước một');
  });
});

describe('what is typed beside a picture', () => {
  it.each([
    ['above', 0],
    ['below', 1],
  ])('where the caret stands %s it, between blocks, has a paragraph there', (_, at) => {
    open([{ type: 'image', id: 'aaaaaaaaaa', blob: 'c4'.repeat(32), alt: '', caption: '', credit: '' }]);
    const { state, view } = editor;
    view.dispatch(state.tr.setSelection(new GapCursor(state.doc.resolve(at))));
    // As an input method keeps it to itself.
    const press = new KeyboardEvent('keydown', { key: 'Process', keyCode: 229 });
    view.someProp('handleKeyDown', (handle) => handle(view, press));
    expect(editor.state.doc.children.map(({ type }) => type.name)).toEqual(
      at === 0 ? ['paragraph', 'image'] : ['image', 'paragraph'],
    );
    expect(editor.state.selection.$from.parent.type.name).toBe('paragraph');
  });
});

describe('keys of the text', () => {
  it('quote by bold’s key with shift, as the table of keys says', () => {
    open([p('aaaaaaaaaa', 'một')]);
    const press = new KeyboardEvent('keydown', { key: 'B', code: 'KeyB', keyCode: 66, ctrlKey: true, shiftKey: true });
    editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, press));
    expect(editor.state.doc.child(0).type.name).toBe('blockquote');
  });
});

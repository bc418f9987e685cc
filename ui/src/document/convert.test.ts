import { getSchema } from '@tiptap/core';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extensions } from '../editor/extensions';
import { fromEditor, fromNodes, toEditor, UnknownForm } from './convert';
import type { Document } from './types';

const FIXTURES = `${import.meta.dirname}/../../../src-tauri/crates/editorial/tests/fixtures/documents`;
const schema = getSchema(extensions(''));

/** Through the editor's own model, as when a text is opened and saved. */
function throughTheEditor(document: Document): Document {
  const node = schema.nodeFromJSON(toEditor(document));
  node.check();
  // Read a second time it is what was read before.
  fromNodes(node.children);
  expect(fromNodes(node.children)).toEqual(fromEditor(node.toJSON()));
  return fromNodes(node.children);
}

describe('a text that is opened and saved', () => {
  const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.json'));

  it.each(names)('%s comes out as it went in', (name) => {
    const document = JSON.parse(readFileSync(`${FIXTURES}/${name}`, 'utf8')) as Document;
    expect(throughTheEditor(document)).toEqual(document);
  });

  it('has fixtures for every form', () => expect(names.length).toBeGreaterThanOrEqual(10));

  it('joins neighbours with the same marks and puts marks in their order', () => {
    const doc = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { id: 'aaaaaaaaaa' },
          content: [
            { type: 'text', text: 'thống ', marks: [{ type: 'italic' }, { type: 'bold' }] },
            { type: 'text', text: 'nhất', marks: [{ type: 'bold' }, { type: 'italic' }] },
          ],
        },
      ],
    };
    expect(fromEditor(doc).blocks).toEqual([
      { type: 'paragraph', id: 'aaaaaaaaaa', content: [{ text: 'thống nhất', marks: ['bold', 'italic'] }] },
    ]);
  });

  it('is written in NFC, whatever an input method left in the page', () => {
    const doc = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { id: 'aaaaaaaaaa' },
          content: [{ type: 'text', text: 'Quảng Ngãi'.normalize('NFD') }],
        },
      ],
    };
    expect(fromEditor(doc).blocks?.[0]).toMatchObject({ content: [{ text: 'Quảng Ngãi' }] });
  });

  it('of a later version is refused, so that saving cannot lose what is not understood', () => {
    const later = { v: 1, blocks: [{ type: 'gallery', id: 'aaaaaaaaaa' }] } as unknown as Document;
    expect(() => toEditor(later)).toThrow(UnknownForm);
    const marked = {
      v: 1,
      blocks: [{ type: 'paragraph', id: 'aaaaaaaaaa', content: [{ text: 'x', marks: ['highlight'] }] }],
    } as unknown as Document;
    expect(() => toEditor(marked)).toThrow(UnknownForm);
  });
});

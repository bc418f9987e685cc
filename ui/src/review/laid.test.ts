import { describe, expect, it } from 'vitest';
import { AFTER, BEFORE, DIFFERENCES } from '../../testing/compared';
import { pieces } from '../../testing/pieces';
import type { Block } from '../document/types';
import { counted, lay, marked } from './laid';

const old = { v: 1, blocks: BEFORE };
const now = { v: 1, blocks: AFTER };
const p = (id: string, text = id): Block => ({ type: 'paragraph', id, content: [{ text }] });
const idsOf = (blocks: Block[]) => blocks.map(({ id }) => id);

describe('two texts in one', () => {
  const laid = lay(old, now, DIFFERENCES);

  it('leaves what is gone where it stood', () => {
    expect(idsOf(laid.blocks)).toEqual([
      'cmpresult0',
      'cmpprior00',
      'cmplist000',
      'cmpgone000',
      'cmpimage00',
      'cmpgroup00',
      'cmpvisit00',
    ]);
    const list = laid.blocks[2];
    const points = list?.type === 'list' ? (list.items ?? []).map(({ id }) => id) : [];
    expect(points).toEqual(['cmppoint1i', 'cmppoint2i', 'cmppoint3i']);
    expect([...laid.gone].sort()).toEqual(['cmpgone000', 'cmppoint2']);
  });

  it('goes through the changes in reading order, a picture with its texts as one', () =>
    expect(laid.steps).toEqual([
      'title',
      'source',
      'cmpresult0',
      'cmppoint2',
      'cmppoint3',
      'cmpgone000',
      'cmpimage00',
      'cmpgroup00',
    ]));

  it('tells which way a passage went', () => expect(laid.ways.get('cmpgroup00')).toBe('down'));
  it('counts them by kind', () => expect(counted(laid)).toEqual({ added: 2, removed: 2, changed: 3, moved: 1 }));

  it('does not show as gone what only left a block that is gone', () => {
    const quote: Block = { type: 'quote', id: 'q', blocks: [p('a'), p('b')] };
    const laid = lay({ v: 1, blocks: [p('x'), quote] }, { v: 1, blocks: [p('a'), p('x')] }, []);
    expect(laid.blocks).toEqual([p('a'), p('x'), { ...quote, blocks: [p('b')] }]);
    const empty = lay({ v: 1, blocks: [{ ...quote, blocks: [p('a')] }] }, { v: 1, blocks: [p('a')] }, []);
    expect(empty.blocks).toEqual([p('a')]);
  });

  it('keeps rows and cells that a table lost', () => {
    const table = (...rows: [string, ...string[]][]): Block => ({
      type: 'table',
      id: 't',
      header: false,
      rows: rows.map(([id, ...cells]) => ({ id, cells: cells.map((cell) => ({ blocks: [p(cell)] })) })),
    });
    const before = table(['r1', 'a', 'b'], ['r2', 'c', 'd']);
    const laid = lay({ v: 1, blocks: [before] }, { v: 1, blocks: [table(['r1', 'a'])] }, []);
    const [shown] = laid.blocks;
    const rows = shown?.type === 'table' ? (shown.rows ?? []) : [];
    expect(rows.map(({ cells }) => (cells ?? []).map(({ blocks }) => idsOf(blocks ?? [])))).toEqual([
      [['a', 'b']],
      [['c'], ['d']],
    ]);
    expect([...laid.gone].sort()).toEqual(['b', 'c', 'd']);
  });
});

describe('marks', () => {
  it('stay with the words of the new text, across pieces', () =>
    expect(
      marked(pieces('=một ', '-hai', '+ba', '= bốn'), [{ text: 'một b', marks: ['bold'] }, { text: 'a bốn' }]),
    ).toEqual([
      { is: 'same', runs: [{ text: 'một ', marks: ['bold'] }] },
      { is: 'deleted', runs: [{ text: 'hai' }] },
      { is: 'inserted', runs: [{ text: 'b', marks: ['bold'] }, { text: 'a' }] },
      { is: 'same', runs: [{ text: ' bốn' }] },
    ]));

  it('are left out where addresses stand among the words', () =>
    expect(
      marked(pieces('=trang', '+ (https://a.vn)'), [{ text: 'trang', marks: [{ link: 'https://a.vn' }] }]),
    ).toEqual([
      { is: 'same', runs: [{ text: 'trang' }] },
      { is: 'inserted', runs: [{ text: ' (https://a.vn)' }] },
    ]));
});

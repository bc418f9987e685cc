import { describe, expect, it } from 'vitest';
import { atEdge, insertAtCaret, putCaret } from './caret';

function field(value: string): HTMLTextAreaElement {
  const text = document.createElement('textarea');
  text.value = value;
  document.body.replaceChildren(text);
  text.focus();
  return text;
}
const frame = () => new Promise((next) => requestAnimationFrame(next));

describe('the caret', () => {
  it('stands at the end one comes to', () => {
    const text = field('of coffee');
    putCaret(text, 'start');
    expect(text.selectionStart).toBe(0);
    putCaret(text, 'end');
    expect(text.selectionStart).toBe(9);
  });

  it('is where words are put, and stands behind them', () => {
    const text = field('of coffee');
    text.setSelectionRange(3, 9);
    expect(insertAtCaret(text, 'cà phê')).toBe('of cà phê');
    expect(text.selectionStart).toBe(9);
  });

  it('leaves the text only where an arrow did not move it', async () => {
    const text = field('of coffee');
    let left = 0;
    putCaret(text, 'end');
    atEdge(text, () => (left += 1));
    text.setSelectionRange(2, 2);
    await frame();
    expect(left).toBe(0);
    atEdge(text, () => (left += 1));
    await frame();
    expect(left).toBe(1);
  });
});

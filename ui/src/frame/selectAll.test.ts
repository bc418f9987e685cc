import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { press } from '../../testing/press';
import { selectRead } from './selectAll';

let stop: () => void;
beforeEach(() => {
  document.body.innerHTML = '<p>Danh sách</p><div class="sheet"><p>Chiều 20/11</p></div><textarea></textarea>';
  stop = selectRead();
});
afterEach(() => {
  stop();
  document.body.innerHTML = '';
});
const selected = () => document.getSelection()?.toString();

describe('Ctrl+A', () => {
  it('outside a field takes the text that is read, and nothing of the window around it', () => {
    press('a', { ctrlKey: true });
    expect(selected()).toBe('Chiều 20/11');
  });

  it('takes nothing where nothing is read', () => {
    document.getSelection()?.removeAllRanges();
    document.querySelector('.sheet')?.remove();
    press('a', { ctrlKey: true });
    expect(selected()).toBe('');
  });

  it('in a field is left to the field', () => {
    const field = document.querySelector('textarea');
    field?.focus();
    const event = new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true, cancelable: true });
    field?.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});

/** The caret in the sentence that is written. */

/** Puts the caret at that end of the text. */
export function putCaret(text: HTMLTextAreaElement, end: 'start' | 'end'): void {
  const at = end === 'end' ? text.value.length : 0;
  text.setSelectionRange(at, at);
}

/** Puts words where the caret is. Answers what stands there now. */
export function insertAtCaret(text: HTMLTextAreaElement, words: string): string {
  text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end');
  text.focus();
  return text.value;
}

/** Calls back where an arrow that was just pressed could not move the caret any further. */
export function atEdge(text: HTMLTextAreaElement, leave: () => void): void {
  const { selectionStart, selectionEnd } = text;
  requestAnimationFrame(() => {
    const stuck = text.selectionStart === selectionStart && text.selectionEnd === selectionEnd;
    if (stuck && document.activeElement === text) leave();
  });
}

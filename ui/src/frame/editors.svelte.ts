/** What texts are written in: it comes after the first view, or with the first text that is opened. */

import type EditorScreen from '../editor/EditorScreen.svelte';
import type TranslationScreen from '../translation/TranslationScreen.svelte';

/** The first view is there by then. */
const SOON_MS = 500;

class Editors {
  come = $state.raw<{ EditorScreen: typeof EditorScreen; TranslationScreen: typeof TranslationScreen }>();

  async load(): Promise<void> {
    if (this.come) return;
    const [editor, translation] = await Promise.all([
      import('../editor/EditorScreen.svelte'),
      import('../translation/TranslationScreen.svelte'),
    ]);
    this.come = { EditorScreen: editor.default, TranslationScreen: translation.default };
  }

  /** While nothing else is waited for. Answers how to leave it. */
  soon(): () => void {
    const timer = setTimeout(() => void this.load(), SOON_MS);
    return () => clearTimeout(timer);
  }
}

export const editors = new Editors();

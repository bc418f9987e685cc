/** The way into the English edition of an item: it is begun where there is none. */

import type { Desk } from '../frame/desk.svelte';
import type { Problem, Row } from '../ipc';
import { mayTranslate } from './rights';

/** Opens the sentences; what keeps one from beginning is thrown as a problem. */
export async function openEnglish(desk: Desk, source: string, english: Row | null): Promise<void> {
  if (english) {
    await desk.workOn(english);
    return;
  }
  if (!mayTranslate(desk)) throw { code: 'may_not_translate', message: '', retry: false, checks: [] } satisfies Problem;
  const { edition } = await desk.backend.translationOpen(source);
  await desk.write(edition);
}

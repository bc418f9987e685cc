/** What there is to do in English: by what an item needs, the oldest first. */

import type { Backend, NeedCount } from '../ipc';
import { entryToTranslate, type Entry } from '../items/entries';
import { PagedList } from '../items/pagedList.svelte';

export class ToTranslate extends PagedList {
  counts = $state.raw<NeedCount[]>([]);
  groups = $derived(this.counts.filter(({ count }) => count > 0));
  length = $derived(this.counts.reduce((sum, { count }) => sum + count, 0));

  constructor(readonly backend: Backend) {
    super();
  }

  protected async fetch(offset: number, limit: number): Promise<Entry[]> {
    return (await this.backend.translatingList(offset, limit)).map(entryToTranslate);
  }

  protected async outline(): Promise<() => void> {
    const counts = await this.backend.translatingCounts();
    return () => (this.counts = counts);
  }

  /** Chooses the item of that edition where it is near the beginning, else the first. */
  async seek(edition: string | null): Promise<void> {
    await this.choose(Math.max(0, this.placeOf(edition)));
  }

  /** What is done has left the list, and what came into its place is next. */
  protected follow(): void {
    if (!this.chosen) return;
    const at = this.placeOf(this.chosen.row.edition);
    this.at = at >= 0 ? at : Math.min(this.at, this.length - 1);
    this.chosen = this.entry(this.at) ?? null;
  }
}

/** The edition that is shown of an item: its English, where there is one. */
export const shownOf = ({ row, english }: Entry): string => (english ?? row).edition;

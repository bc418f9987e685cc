/** What is mine to do, and what is coming: two lists, and how what stands in them opens. */

import type { Desk } from '../frame/desk.svelte';
import { asProblem, type Home as Found, type Problem, type Row } from '../ipc';
import { entryAlone, entryToTranslate, type Entry } from '../items/entries';
import { openEnglish } from '../translation/english';

/** What opens a line: the text to go on with, the decision, its English, or only the reading. */
type Way = 'write' | 'decide' | 'translate' | 'read';

export interface Line {
  entry: Entry;
  way: Way;
  /** The time that matters, where it is another than that of the last change. */
  at?: string;
  /** A consultation closes then. */
  closes?: boolean;
}

type HeadOf = 'returned' | 'decide' | 'translate' | 'drafts' | 'coming' | 'submitted';

export interface Group {
  head: HeadOf;
  lines: Line[];
}

const lineOf = (row: Row, way: Way): Line => ({ entry: entryAlone(row), way });

const filled = (groups: Group[]) => groups.filter(({ lines }) => lines.length > 0);

export class Home {
  found = $state.raw<Found | null>(null);
  problem = $state<Problem | null>(null);

  last = $derived(this.found?.last ?? null);
  todo = $derived(this.found ? filled(todoOf(this.found)) : []);
  ahead = $derived(this.found ? filled(aheadOf(this.found)) : []);
  /** Nobody waits for this member, and nothing is begun. */
  empty = $derived(this.found !== null && !this.last && this.todo.length === 0);

  constructor(readonly desk: Desk) {}

  async load(): Promise<void> {
    try {
      this.found = await this.desk.backend.home();
      this.problem = null;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** Goes on with the text written last. */
  async goOn(): Promise<void> {
    if (this.last) await this.open(lineOf(this.last.row, 'write'));
  }

  async open({ entry, way }: Line): Promise<void> {
    const { desk } = this;
    const { edition } = entry.row;
    this.problem = null;
    try {
      switch (way) {
        case 'write':
          await desk.workOn(entry.row);
          break;
        case 'translate':
          await openEnglish(desk, edition, entry.english);
          break;
        case 'decide':
          await desk.read('review', edition);
          break;
        case 'read':
          await desk.read('items', edition);
      }
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** A new text. */
  async add(): Promise<void> {
    this.problem = null;
    try {
      await this.desk.begin('article');
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }
}

function todoOf(found: Found): Group[] {
  return [
    { head: 'returned', lines: found.returned.map((row) => lineOf(row, 'write')) },
    {
      head: 'decide',
      lines: found.decide.map(({ row, deadline }) => ({
        ...lineOf(row, 'decide'),
        ...(deadline && { at: deadline }),
      })),
    },
    {
      head: 'translate',
      lines: found.translate.map((one) => ({ entry: entryToTranslate(one), way: 'translate' })),
    },
    { head: 'drafts', lines: found.drafts.map((row) => lineOf(row, 'write')) },
  ];
}

function aheadOf(found: Found): Group[] {
  return [
    {
      head: 'coming',
      lines: found.coming.map(({ row, at, closes }) => ({ ...lineOf(row, 'read'), at, closes })),
    },
    { head: 'submitted', lines: found.submitted.map((row) => lineOf(row, 'read')) },
  ];
}

/** What the public wrote to one edition: in which order, to which passage, and which one is looked at. */

import type { PublicComment } from '../ipc';

type Order = 'newest' | 'passage';

interface Passage {
  id: string;
  text: string;
}

interface SaidComment {
  comment: PublicComment;
  /** The words of the passage it speaks to; nothing where it speaks to the whole, or the passage is gone. */
  passage: string | null;
  /** It speaks to a passage that does not stand in this text. */
  gone: boolean;
}

export class Said {
  order = $state<Order>('newest');
  /** The comment that is looked at. */
  at = $state<string | null>(null);

  constructor(
    readonly comments: () => PublicComment[],
    readonly passages: () => Passage[],
  ) {}

  list = $derived.by((): SaidComment[] => {
    const places = new Map(this.passages().map(({ id, text }, place) => [id, { place, text }]));
    const all = this.comments().map((comment) => {
      const found = comment.block === null ? undefined : places.get(comment.block);
      return {
        comment,
        passage: found?.text ?? null,
        gone: comment.block !== null && !found,
        place: found?.place ?? -1,
      };
    });
    const newer = (a: SaidComment, b: SaidComment) => Date.parse(b.comment.at) - Date.parse(a.comment.at);
    // What speaks to the whole comes after all passages.
    const place = (n: number) => (n < 0 ? Infinity : n);
    return all
      .sort((a, b) => (this.order === 'passage' && place(a.place) - place(b.place)) || newer(a, b))
      .map(({ comment, passage, gone }) => ({ comment, passage, gone }));
  });

  chosen = $derived(this.list.find(({ comment }) => comment.comment === this.at) ?? null);
  /** The block that the comment looked at speaks to. */
  block = $derived(this.chosen?.passage == null ? null : this.chosen.comment.block);

  count(block: string): number {
    return this.comments().filter((comment) => comment.block === block).length;
  }

  /** The first that speaks to this block, in the order shown. */
  pick(block: string): void {
    this.at = this.list.find(({ comment }) => comment.block === block)?.comment.comment ?? this.at;
  }

  /** The next or the one before; the first where none is looked at. */
  step(by: number): void {
    const at = this.list.findIndex(({ comment }) => comment.comment === this.at);
    const to = at < 0 ? 0 : Math.min(Math.max(at + by, 0), this.list.length - 1);
    this.at = this.list[to]?.comment.comment ?? null;
  }
}

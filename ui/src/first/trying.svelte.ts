/** Two of the recovery words, typed from the sheet: whoever can do that has a sheet that opens the desk. */

type Two<T> = [T, T];

/** Two different places among the words, in order, from two draws between 0 and 1. */
export function twoOf(count: number, draw: () => number): Two<number> {
  const first = Math.floor(draw() * count);
  const second = (first + 1 + Math.floor(draw() * (count - 1))) % count;
  return first < second ? [first, second] : [second, first];
}

const plain = (word: string) => word.normalize('NFC').trim().toLowerCase();

export class Trying {
  /** The places of the words that are asked for. */
  readonly asked: Two<number>;
  typed = $state<Two<string>>(['', '']);
  wrong = $state<Two<boolean>>([false, false]);

  constructor(
    readonly words: readonly string[],
    draw: () => number = Math.random,
  ) {
    this.asked = twoOf(words.length, draw);
  }

  /** Whether both are right; what differs is marked. */
  look(): boolean {
    const differs = (n: 0 | 1) => plain(this.typed[n]) !== plain(this.words[this.asked[n]] ?? '');
    this.wrong = [differs(0), differs(1)];
    return !this.wrong.includes(true);
  }
}

// What the tour prints: chapters, sentences, and what was looked at.

let chapters = 0;

export function chapter(title) {
  chapters += 1;
  console.log(`\n${chapters}. ${title}`);
}

export function tell(sentence) {
  console.log(`   ${sentence}`);
}

/** Looks whether something is so; if it is not, the tour ends there and says what it had expected. */
export function look(holds, sentence) {
  if (!holds) throw new Error(`expected, but not so: ${sentence}`);
  console.log(`   ✓ ${sentence}`);
}

export function same(found, expected, sentence) {
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`expected, but not so: ${sentence}\n     expected ${JSON.stringify(expected)}\n     found    ${JSON.stringify(found)}`);
  }
  console.log(`   ✓ ${sentence}`);
}

/** Names of blocks: ten characters of `[a-z0-9]`, drawn by chance. */

const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Uniform draws below 36 from random bytes. */
export function newBlockId(
  random: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => crypto.getRandomValues(bytes),
): string {
  let id = '';
  const bytes = new Uint8Array(16);
  while (id.length < 10) {
    random(bytes);
    for (const byte of bytes) {
      // 252 is the largest multiple of 36 in a byte; above it the draw would favour the first signs.
      if (byte < 252 && id.length < 10) id += SIGNS[byte % 36];
    }
  }
  return id;
}

/** Pictures by the names of their bytes, each read once and shown from memory. */

import type { Picture } from '../ipc';

class Pictures {
  #read: (blob: string) => Promise<Picture> = () => Promise.reject(new Error('no desk is open'));
  readonly #addresses = new Map<string, Promise<string>>();

  /** Where pictures come from. Forgets those of the desk before. */
  from(read: (blob: string) => Promise<Picture>): void {
    for (const address of this.#addresses.values()) void address.then(URL.revokeObjectURL, () => undefined);
    this.#addresses.clear();
    this.#read = read;
  }

  /** An address an `img` can show. */
  of(blob: string): Promise<string> {
    const known = this.#addresses.get(blob);
    if (known) return known;
    const address = this.#read(blob).then(({ base64, media_type: type }) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      return URL.createObjectURL(new Blob([bytes], { type }));
    });
    // A picture that is not here yet is asked for again the next time it is to be shown.
    address.catch(() => this.#addresses.delete(blob));
    this.#addresses.set(blob, address);
    return address;
  }
}

export const pictures = new Pictures();

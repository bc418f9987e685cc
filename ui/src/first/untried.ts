/** That the recovery words of a desk were shown and not tried, kept on this computer; the words are not. */

const keyOf = (profile: string) => `banthao.words-untried ${profile}`;

export const isUntried = (profile: string): boolean => localStorage.getItem(keyOf(profile)) !== null;

export const keepUntried = (profile: string): void => localStorage.setItem(keyOf(profile), '');

export const forgetUntried = (profile: string): void => localStorage.removeItem(keyOf(profile));

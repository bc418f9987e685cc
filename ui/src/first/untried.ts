/** That the recovery words of a desk were shown and not tried, kept on this computer; the words are not. */

export const untriedKey = (profile: string) => `banthao.words-untried ${profile}`;

export const isUntried = (profile: string): boolean => localStorage.getItem(untriedKey(profile)) !== null;

export const keepUntried = (profile: string): void => localStorage.setItem(untriedKey(profile), '');

export const forgetUntried = (profile: string): void => localStorage.removeItem(untriedKey(profile));

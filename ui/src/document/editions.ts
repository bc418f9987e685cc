/** The edition of the same item in the other language. */
export const otherOf = (edition: string): string =>
  edition.endsWith(':en') ? edition.replace(/en$/, 'vi') : edition.replace(/vi$/, 'en');

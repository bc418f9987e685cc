/** What a text is, in one line. The section of a consultation is often called what its kind is: that stands once. */
export const factLine = (facts: readonly string[]): string => [...new Set(facts)].join(' · ');

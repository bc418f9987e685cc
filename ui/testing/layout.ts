/** What the test's page has no layout for: nothing is ever measured, and nothing scrolls. */

class NothingMeasured implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Lets views that measure or scroll be shown. */
export function withoutLayout(): void {
  globalThis.ResizeObserver ??= NothingMeasured;
  Element.prototype.scrollIntoView ??= () => undefined;
  Element.prototype.scrollTo ??= () => undefined;
  Element.prototype.scrollBy ??= () => undefined;
  Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect ??= () => new DOMRect();
}

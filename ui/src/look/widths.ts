/** How wide the panes may be made: narrower than the least nothing in them can be read. */

export const WIDTHS = {
  places: { least: 180, most: 320, usual: 220 },
  list: { least: 260, most: 560, usual: 356 },
  queue: { least: 260, most: 560, usual: 300 },
} as const;

export type Pane = keyof typeof WIDTHS;
export type Widths = Partial<Record<Pane, number>>;

/** A width within its bounds, in whole pixels. */
export function widthOf(pane: Pane, width: number): number {
  const { least, most } = WIDTHS[pane];
  return Math.round(Math.min(Math.max(width, least), most));
}

/** What can be read of stored widths. */
export function readWidths(stored: unknown): Widths {
  if (typeof stored !== 'object' || stored === null) return {};
  const known = (Object.keys(WIDTHS) as Pane[]).flatMap((pane) => {
    const width: unknown = (stored as Record<string, unknown>)[pane];
    return typeof width === 'number' && Number.isFinite(width) ? [[pane, widthOf(pane, width)] as const] : [];
  });
  return Object.fromEntries(known);
}

/** The form of a text, as the desk keeps it. */

export type { Block, Cell, Document, Item, Mark, PlainMark, Run, TableRow } from '../ipc';

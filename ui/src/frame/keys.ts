/** Keys: what a press is called, what it means where one is, and which of them a press of F1 lists. */

import { KEYS, type Names, type Where } from './keyTable';

interface Press {
  key: string;
  code?: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
  isComposing?: boolean;
}

/** The name of a press as it stands in the tables: `Ctrl+Shift+S`, `Alt+2`, `F4`, `Escape`. */
export function nameOf(press: Press): string {
  // WebKit on Linux knows no name for Tab beside shift.
  const named = press.key === 'Unidentified' && press.code === 'Tab' ? press.code : press.key;
  const key = named.length === 1 ? named.toUpperCase() : named;
  // On a sign, as `?`, shift is part of the sign; on a letter or a named key it is pressed beside it.
  const shift = press.shiftKey && (key.length > 1 || /\p{L}/u.test(key));
  return [press.ctrlKey && 'Ctrl', press.altKey && 'Alt', shift && 'Shift', key].filter(Boolean).join('+');
}

type Act = (() => void) | undefined;

/** What lies over the rest, the last on top: the keys below it rest. */
const over: Where[] = [];

/** A pane or a menu lies over the rest until what this answers is called. */
export function lieOver(where: Where): () => void {
  over.push(where);
  return () => void over.splice(over.lastIndexOf(where), 1);
}

/** Whether something lies over the rest. */
export const isCovered = (): boolean => over.length > 0;

/** A control that hears its own key has the keyboard, whatever lies over the rest. */
const isHeardByControl = (event: Event) => event.currentTarget instanceof Element;

const rests = (event: Event, where: Where) =>
  where !== 'window' && over.length > 0 && over.at(-1) !== where && !isHeardByControl(event);

/** What each place told of its keys when they were asked for. */
let asked: { by: Event; told: Map<Where, Set<string>> } | null = null;

function tell(event: KeyboardEvent, where: Where, names: string[]): void {
  if (nameOf(event) !== 'F1' || rests(event, where)) return;
  if (asked?.by !== event) asked = { by: event, told: new Map() };
  asked.told.set(where, new Set([...(asked.told.get(where) ?? []), ...names]));
}

let restsUntil = 0;

/** What was signed took one elsewhere: a second press that was meant for the same does nothing there. */
export function restEnter(ms = 600): void {
  restsUntil = performance.now() + ms;
}

/** Does what the table says for this press, and stops it there. Nothing while a word is being composed, nor under a pane. */
export function act<W extends Where>(event: KeyboardEvent, acts: Partial<Record<Names<W>, Act>>, where: W): boolean {
  if (event.isComposing || rests(event, where)) return false;
  const table: Record<string, Act> = acts;
  tell(
    event,
    where,
    Object.keys(table).filter((name) => table[name]),
  );
  if (event.defaultPrevented) return false;
  const wanted = table[nameOf(event)];
  if (!wanted) return false;
  event.preventDefault();
  if (nameOf(event) !== 'Ctrl+Enter' || performance.now() >= restsUntil) wanted();
  return true;
}

/** Keys that a control handles by itself stand in the list, too. */
export function offer(event: KeyboardEvent, where: Where): void {
  tell(event, where, Object.keys(KEYS[where]));
}

export interface KeyGroup {
  where: Where;
  keys: { name: string; word: string }[];
}

/** What was told of the keys that mean something here, in the order of the table; nothing before all have heard the press. */
export function keysHere(event: KeyboardEvent): KeyGroup[] {
  const told = asked?.by === event ? asked.told : new Map<Where, Set<string>>();
  return (Object.keys(KEYS) as Where[]).flatMap((where) => {
    const names = told.get(where);
    const keys = Object.entries(KEYS[where]).filter(([name]) => names?.has(name));
    return keys.length > 0 ? [{ where, keys: keys.map(([name, word]) => ({ name, word })) }] : [];
  });
}

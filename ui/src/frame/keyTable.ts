/** Every key and what it does, by where it means that: what is bound and what is listed are one table. */

import type { Key } from '../messages';

export const KEYS = {
  home: { 'Ctrl+Enter': 'keys.primary', 'Ctrl+N': 'items.new' },
  items: { 'Ctrl+Enter': 'keys.primary', 'Ctrl+N': 'keys.new', 'Ctrl+F': 'keys.search' },
  consultations: { 'Ctrl+Enter': 'keys.primary', 'Ctrl+N': 'items.new_consultation', 'Ctrl+F': 'keys.search' },
  reading: {
    'Ctrl+Enter': 'keys.primary',
    'Ctrl+E': 'act.edit',
    'Ctrl+Shift+E': 'act.translate',
    'Ctrl+Shift+M': 'act.share',
    'Ctrl+O': 'act.open_page',
    Delete: 'act.trash',
    F8: 'comments.title',
    'Ctrl+H': 'history.open',
    F9: 'preview.open',
  },
  trash: { 'Ctrl+Z': 'tool.undo' },
  review: {
    'Ctrl+Enter': 'keys.primary',
    'Ctrl+R': 'decide.return',
    'Ctrl+E': 'decide.edit',
    F4: 'keys.next_change',
    'Shift+F4': 'keys.previous_change',
    Escape: 'keys.undone',
  },
  editor: {
    'Ctrl+Enter': 'act.submit',
    F6: 'keys.facts',
    F7: 'keys.checks',
    F9: 'preview.open',
    'Ctrl+H': 'history.open',
    'Ctrl+L': 'tool.link',
    'Ctrl+Shift+P': 'tool.picture',
    Escape: 'keys.back',
  },
  text: {
    'Ctrl+B': 'tool.bold',
    'Ctrl+I': 'tool.italic',
    'Ctrl+U': 'tool.underline',
    'Ctrl+Alt+2': 'tool.heading',
    'Ctrl+Shift+8': 'tool.list',
    'Ctrl+Shift+7': 'tool.numbered',
    'Ctrl+Shift+B': 'tool.quote',
    'Ctrl+Z': 'tool.undo',
    'Ctrl+Shift+Z': 'tool.redo',
  },
  translate: {
    Enter: 'translate.confirm',
    Tab: 'keys.next_sentence',
    'Shift+Tab': 'keys.previous_sentence',
    'Ctrl+U': 'translate.next_open',
    'Ctrl+Shift+Enter': 'translate.review',
    '1': 'keys.my_sentence',
    '2': 'keys.their_sentence',
    '3': 'translate.fork.both',
    '4': 'translate.fork.rewrite',
    '5': 'keys.sentence_before',
    ArrowUp: 'keys.previous_sentence',
    ArrowDown: 'keys.next_sentence',
    'Ctrl+I': 'translate.source',
    'Ctrl+Shift+N': 'keys.numbers',
    'Ctrl+Enter': 'act.submit',
    F7: 'keys.checks',
    F9: 'preview.open',
    Escape: 'keys.back',
  },
  fork: {
    '1': 'keys.mine',
    '2': 'keys.theirs',
    '3': 'fork.take.both',
    '4': 'fork.take.rewrite',
    '5': 'keys.before',
    F4: 'keys.next_passage',
    'Shift+F4': 'keys.previous_passage',
    'Ctrl+Enter': 'fork.use',
    Escape: 'keys.back',
  },
  history: {
    'Ctrl+S': 'history.keep',
    'Ctrl+D': 'keys.compare',
    F4: 'keys.next_change',
    'Shift+F4': 'keys.previous_change',
    'Ctrl+Enter': 'keys.restore',
    'Ctrl+H': 'keys.back',
    Escape: 'keys.back',
  },
  newer: { 'Ctrl+D': 'refusal.changes' },
  compare: {
    F4: 'keys.next_change',
    'Shift+F4': 'keys.previous_change',
    'Ctrl+D': 'keys.back',
    Escape: 'keys.back',
  },
  preview: {
    'Ctrl+1': 'preview.phone',
    'Ctrl+2': 'preview.desktop',
    'Ctrl+L': 'keys.other_lang',
    F9: 'keys.back',
    Escape: 'keys.back',
  },
  sync: { 'Ctrl+Enter': 'sync.now', Escape: 'sync.stop', 'Ctrl+Shift+O': 'keys.offline' },
  people: { 'Ctrl+N': 'people.invite', 'Ctrl+Enter': 'keys.primary', Escape: 'keys.undone' },
  policy: { 'Ctrl+Enter': 'policy.go', Escape: 'keys.undone' },
  key: { 'Ctrl+Enter': 'key.go' },
  backup: { 'Ctrl+Enter': 'backup.go' },
  list: {
    ArrowUp: 'keys.up',
    ArrowDown: 'keys.down',
    PageUp: 'keys.page_up',
    PageDown: 'keys.page_down',
    Home: 'keys.first',
    End: 'keys.last',
    Enter: 'keys.open',
  },
  frame: {
    'Alt+1': 'place.home',
    'Alt+2': 'place.items',
    'Alt+3': 'place.review',
    'Alt+4': 'place.translation',
    'Alt+5': 'place.consultations',
    'Alt+0': 'place.sync',
    'Ctrl+,': 'place.settings',
    'Ctrl+Shift+S': 'sync.now',
  },
  practice: { 'Ctrl+J': 'practice.work_as' },
  menu: { 'Ctrl+J': 'keys.back' },
  keys: { Escape: 'keys.back' },
  window: { F1: 'keys.all', 'Ctrl+Q': 'keys.quit' },
} as const satisfies Record<string, Record<string, Key>>;

export type Where = keyof typeof KEYS;
/** The names of the keys that mean something there. */
export type Names<W extends Where> = Extract<keyof (typeof KEYS)[W], string>;

const SIGNS: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Escape: 'Esc',
};

/** A key as it stands beside an act: `Ctrl Shift S`, `↑`, `Esc`. */
export function signsOf(name: string): string {
  return name
    .split('+')
    .map((sign) => SIGNS[sign] ?? sign)
    .join(' ');
}

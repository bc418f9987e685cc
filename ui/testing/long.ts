/** A desk whose words go to the limits: very long, without a place to break, from right to left, with signs. */

import type { Shown } from '../src/ipc';
import { consulted } from './consulted';
import type { MemoryDesk } from './memory';
import { MEMBERS } from './sample';

/** A word of two hundred letters, which nothing breaks. */
const WORD = 'Nghiêngngảnghiêngngả'.repeat(10);
/** A title of three hundred letters, which is the longest there is. */
const TITLE =
  `Hội nghị tổng kết ${WORD} công tác đối ngoại, ngoại giao kinh tế và người Việt Nam ở nước ngoài giai đoạn 2021 – 2026`.padEnd(
    300,
    ' và kế hoạch',
  );
const ARABIC = 'مؤتمر التعاون بين كوانغ نغاي (2026) والمقاطعات الصديقة – الجلسة 3/4';
const SIGNS = '👩‍👩‍👧‍👦🏳️‍🌈 Ngày hội 🇻🇳🇯🇵 gặp gỡ 👍🏽 ‮giả mạo‬ và ￼ hết';
/** A name of a hundred letters. */
const NAME = `Công Tằng Tôn Nữ ${'Ngọc Diễm Quỳnh Hương '.repeat(5)}`.slice(0, 100).trim();

/** Every text of the sample with its words to the limits: titles, authors, reasons, sentences, comments, people. */
export function long(): MemoryDesk {
  const desk = consulted();
  const titles = [TITLE, WORD, ARABIC, SIGNS];
  let at = 0;
  for (const [edition, shown] of desk.shown) desk.shown.set(edition, lengthened(shown, titles[at++ % 4] ?? TITLE));
  for (const [edition, lines] of desk.segments)
    desk.segments.set(
      edition,
      lines.map((line, n) => {
        const source = n % 2 ? `${line.source} ${WORD}` : ARABIC;
        return { ...line, source, target: line.target && (n % 3 ? `${line.target} ${WORD}` : SIGNS) };
      }),
    );
  desk.said = (desk.said ?? []).map((comment, n) => ({
    ...comment,
    name: [NAME, ARABIC, WORD, SIGNS, ''][n % 5] ?? null,
    text: [`${WORD} ${comment.text}`, `${ARABIC}\n${comment.text}`, SIGNS][n % 3] ?? '',
    contact: n % 2 ? WORD : null,
  }));
  desk.people = MEMBERS.map((member, n) => ({
    ...member,
    name: [NAME, ARABIC, WORD.slice(0, 100)][n % 3] ?? NAME,
    devices: member.devices.map((device) => ({ ...device, name: WORD.slice(0, 100) })),
  }));
  desk.name = NAME;
  const [first] = [...desk.shown.values()];
  if (first) {
    const { edition, title } = first.row;
    const act = { edition, title, at: '2026-11-24T13:50:00+07:00' };
    desk.outbox = [{ ...act, id: 'a', what: 'submitted', tried: true }];
    desk.refusals = [
      { ...act, id: 'b', what: 'approved', code: 'revision_changed', message: '', decided: null, newer: null },
    ];
    desk.forks = [act];
    desk.log = [{ ...act, seq: 1, what: 'submitted', by: MEMBERS[0]?.member ?? null, sent: true }];
  }
  return desk;
}

function lengthened(shown: Shown, title: string): Shown {
  const blocks = (shown.document.blocks ?? []).map((block) =>
    block.type === 'paragraph' || block.type === 'heading'
      ? { ...block, content: [...(block.content ?? []), { text: ` ${WORD} ${ARABIC} ${SIGNS}` }] }
      : block,
  );
  const reason = shown.row.reason && `${WORD} ${shown.row.reason}`;
  return {
    ...shown,
    row: { ...shown.row, title, author: NAME, reason },
    summary: `${WORD} ${shown.summary} ${ARABIC}`,
    fields: { ...shown.fields, author: NAME, source: WORD, receiving_address: `${WORD} ${ARABIC}` },
    document: { ...shown.document, blocks },
  };
}

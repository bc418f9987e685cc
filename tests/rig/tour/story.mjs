// The main path, from an offline draft to the approved page, played by the real programs:
// a portal, four members of a board with a desk each, and a reader. Everything lies in a temporary folder but the
// pictures and the portal's log, which stay in target/tour/.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../chromium.mjs';
import { picturesOfTheSite, picturesOfTheWindow } from './pictures.mjs';
import { Desk, Portal } from './programs.mjs';
import { article, comment, page } from './site.mjs';
import { chapter, look, same, tell } from './tell.mjs';
import { english } from './translate.mjs';

const out = join(root, 'target/tour');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'banthao-tour-'));
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const note = (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** The day so many days from now, in the site's time zone. */
const day = (ahead) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now() + ahead * 86_400_000);

const portal = new Portal('songoaivu', join(folder, 'portal'), join(out, 'portal.log'));
const binh = new Desk('Lê Văn Bình', folder, 'con thuyền ra khơi buổi sáng');
const dung = new Desk('Phạm Quốc Dũng', folder, 'ngọn hải đăng trên đảo nhỏ');
const mai = new Desk('Võ Ngọc Mai', folder, 'hàng dừa nghiêng bên sông');
const hanh = new Desk('Trần Thị Hạnh', folder, 'mái chèo gác lên cát trắng');

const title = 'Tập huấn bảo hộ công dân cho hơn 80 thuyền viên tàu cá';
const text = readFileSync(here('tap-huan.md'), 'utf8');
const lastSentence = 'Lớp tiếp theo dự kiến mở vào tháng 3 năm 2027.';

async function openTheBoard() {
  chapter('A portal and its board');
  const made = portal.do('site', 'add', portal.site,
    '--name-vi', 'Sở Ngoại vụ tỉnh Quảng Ngãi', '--name-en', 'Quang Ngai Department of Foreign Affairs');
  tell(`The operator made the site “${made.site}”, with a key of its own and an empty ledger.`);
  await portal.start();
  tell(`The portal answers at ${portal.url}.`);

  binh.do('init', '--name', binh.person);
  tell('Bình made a desk on his own computer, locked by a passphrase. It knows no portal yet.');
  for (const [desk, device, ...roles] of [
    [hanh, 'Máy của Trưởng Ban', 'chief'],
    [binh, 'Máy của Bình', 'editor'],
    [dung, 'Máy phòng duyệt', 'approver'],
    [mai, 'Máy của Mai', 'translator'],
  ]) {
    const code = portal.invite(desk.person, ...roles);
    const joined = desk.do('join', portal.url, '--invitation', code, '--device', device);
    same(joined.roles, roles, `${desk.person} joined with an invitation, as ${roles.join(' and ')}.`);
  }
  hanh.do('sync');
  same(hanh.do('members').map(({ name }) => name).sort(), [binh, dung, hanh, mai].map(({ person }) => person).sort(),
    'Each desk can list the members and their roles.');
}

async function writeOffline() {
  chapter('An article, written and submitted while the portal is down');
  await portal.stop();
  const made = binh.do('new', 'article', '--from', here('tap-huan.md'), '--title', title,
    '--field', 'author=Lê Văn Bình', '--field', 'source=Sở Ngoại vụ tỉnh Quảng Ngãi',
    '--field', 'section=tin-tuc', '--field', 'genre=news');
  tell('Bình wrote an article. It lies in the encrypted store of his desk, and nowhere else.');
  const [opening] = binh.edition(made.edition).document.blocks;
  binh.do('picture', made.edition, '--file', here('cang.jpg'), '--after', opening.id,
    '--alt', 'Tàu cá neo ở bến lúc mặt trời vừa lên, núi mờ phía xa',
    '--caption', 'Tàu cá ở cảng Sa Kỳ, nơi mở lớp tập huấn', '--credit', 'Lê Văn Bình vẽ');
  tell('He added a picture, with a caption, a credit and a text for those who cannot see it.');
  const blocking = binh.do('check', made.edition).filter(({ severity }) => severity === 'blocks');
  same(blocking, [], 'The checks find nothing that would block it.');
  binh.do('submit', made.edition);
  same(binh.edition(made.edition).state, 'submitted', 'He submitted it; his desk shows it as submitted.');
  same(binh.refused('sync'), 'offline', 'The portal cannot be reached, and the desk says so.');
  same(binh.do('outbox').length, 1, 'The submission waits in the outbox.');

  await portal.start();
  const { sent, refused } = binh.do('sync');
  look(sent >= 1 && refused === 0, 'The portal is back: the submission left by itself with the next exchange.');
  same(binh.do('outbox'), [], 'Nothing waits any more.');
  return made;
}

function review({ edition }) {
  chapter('Review: returned with a reason, mended, approved');
  dung.do('sync');
  const waiting = dung.do('queue').find((row) => row.edition === edition);
  look(waiting?.title === title, `Dũng finds it in his queue: “${waiting?.title}”.`);
  look(dung.read('show', edition, '--as', 'text').includes('thuyền trưởng một tàu câu mực'), 'He reads it.');
  const reason = 'Bài chưa cho biết người muốn học đăng ký ở đâu, đến ngày nào. Đề nghị thêm một câu ở cuối.';
  dung.do('return', edition, '--revision', waiting.revision, '--reason', reason);
  dung.do('sync');
  tell(`He returns it: “${reason}”`);

  binh.do('sync');
  same(binh.edition(edition).state, 'returned', 'On Bình’s desk the article is returned.');
  look(binh.do('history', edition).some((event) => event.what === 'returned' && event.note === reason),
    'The reason stands in its history.');
  const document = binh.edition(edition).document;
  const mended = JSON.parse(JSON.stringify(document).replace(lastSentence,
    `${lastSentence} Người muốn dự học đăng ký tại Sở trước ngày 15/02/2027.`));
  binh.do('edit', edition, '--from', note('mended.json', JSON.stringify(mended)));
  const changed = binh.do('diff', edition);
  same(changed.filter(({ change }) => change !== 'same' && change !== 'unchanged').length, 1,
    'He adds the sentence; compared by words, one paragraph changed.');
  binh.do('submit', edition, '--note', 'Đã thêm nơi và hạn đăng ký.');
  binh.do('sync');

  dung.do('sync');
  const again = dung.do('queue').find((row) => row.edition === edition);
  look(again && again.revision !== waiting.revision, 'Dũng’s queue shows the new revision.');
  same(dung.refused('approve', edition, '--revision', waiting.revision), 'revision_changed',
    'Approving the old one is refused: an approval names the exact text.');
  dung.do('approve', edition, '--revision', again.revision);
  dung.do('sync');
  const shown = dung.edition(edition);
  same(shown.state, 'published', 'He approves the new one, and the portal publishes it at once.');
  same(shown.published_revision, again.revision, 'What is published is what he approved.');
  return shown.url;
}

async function readIt({ edition }, url) {
  chapter('The public page');
  tell(url);
  const approved = dung.read('show', edition, '--as', 'html').trimEnd();
  const inside = article(await page(url));
  same(inside.split(approved).length - 1, 1, 'It holds the approved text, byte for byte, once.');
  look((await page(new URL('/vi/', url))).includes(title), 'The home page in Vietnamese leads to it.');
  const picture = /<img\b[^>]*\bsrc="(\/media\/[0-9a-f]{64})/.exec(approved);
  const answer = await fetch(new URL(picture[1], url));
  look(answer.ok && answer.headers.get('content-type').startsWith('image/'), 'Its picture loads.');
}

async function translateIt({ item, edition }) {
  chapter('The English edition');
  mai.do('sync');
  const opened = mai.do('translate', edition, '--to', 'en');
  const segments = mai.do('segments', opened.edition);
  tell(`Mai opened the English edition: ${segments.length} segments.`);
  for (const { segment, source } of segments) {
    mai.do('segment', opened.edition, segment, '--target', english(source), '--state', 'translated');
  }
  mai.do('submit', opened.edition);
  mai.do('sync');
  tell('She translated each of them and submitted.');
  hanh.do('sync');
  const waiting = hanh.do('queue').find((row) => row.edition === opened.edition);
  look(waiting?.lang === 'en', `Hạnh, the chief editor, finds it in her queue: “${waiting?.title}”.`);
  hanh.do('approve', opened.edition, '--revision', waiting.revision);
  hanh.do('sync');
  const shown = hanh.edition(opened.edition);
  same(shown.state, 'published', 'She approves it.');
  look(article(await page(shown.url)).includes('Three things to remember before putting to sea'), `It stands at ${shown.url}`);
  same(shown.item, item, 'Both are one item, in two languages.');
  return { edition: opened.edition, url: shown.url };
}

function correctIt({ edition }, translated) {
  chapter('A correction, and English that is now behind');
  binh.do('sync');
  const document = JSON.stringify(binh.edition(edition).document).replace('hơn 80 thuyền viên', 'hơn 90 thuyền viên');
  binh.do('edit', edition, '--from', note('corrected.json', document), '--title', title.replace('80', '90'));
  const { revision } = binh.do('submit', edition, '--note', 'Sửa số học viên theo danh sách điểm danh.');
  binh.do('sync');
  dung.do('sync');
  dung.do('approve', edition, '--revision', revision);
  dung.do('sync');
  same(dung.edition(edition).published_revision, revision, 'Bình corrected a figure; Dũng approved; the page is corrected.');
  mai.do('sync');
  same(mai.edition(translated.edition).out_of_date, true, 'Mai’s desk marks the English edition as out of date.');
}

async function twoAtOnce({ edition }) {
  chapter('Two people change the same article, without a line between them');
  for (const desk of [binh, hanh]) desk.do('sync');
  await portal.stop();
  const change = (desk, name, from, to) => {
    const document = JSON.stringify(desk.edition(edition).document);
    look(document.includes(from), `${desk.person} changes “${from}”.`);
    desk.do('edit', edition, '--from', note(name, document.replace(from, to)));
    desk.do('submit', edition);
  };
  change(hanh, 'hanh.json', 'ba năm qua', 'ba năm gần đây');
  change(binh, 'binh.json', 'để ở buồng lái', 'treo trong buồng lái');
  await portal.start();
  hanh.do('sync');
  binh.do('sync');
  same(binh.do('refusals').map(({ code }) => code), ['behind'],
    'Hạnh’s came first. Bình’s is told to be behind, and nothing of it is lost:');
  const merged = JSON.stringify(binh.edition(edition).document);
  look(merged.includes('ba năm gần đây') && merged.includes('treo trong buồng lái'),
    'his draft now holds both changes, for him to look at and submit.');
  const { revision } = binh.do('submit', edition, '--note', 'Gộp hai bản sửa.');
  binh.do('sync');
  dung.do('sync');
  dung.do('approve', edition, '--revision', revision);
  dung.do('sync');
  same(dung.edition(edition).published_revision, revision, 'He looked and submitted; Dũng approved.');
}

async function consult() {
  chapter('A consultation, and a comment from the site without scripts');
  const made = binh.do('new', 'consultation', '--from', here('du-thao.md'),
    '--title', 'Dự thảo Quy định tiếp nhận và trả lời kiến nghị của công dân',
    '--field', 'author=Lê Văn Bình', '--field', 'source=Sở Ngoại vụ tỉnh Quảng Ngãi',
    '--field', 'section=lay-y-kien', '--field', `opens=${day(0)}`, '--field', `closes=${day(30)}`,
    '--field', 'agency=Sở Ngoại vụ tỉnh Quảng Ngãi', '--field', 'law=64/2025',
    '--field', 'receiving_address=Văn phòng Sở Ngoại vụ tỉnh Quảng Ngãi, phường Cẩm Thành',
    '--field', 'receiving_email=gopy@songoaivu.example.vn');
  const { revision } = binh.do('submit', made.edition);
  binh.do('sync');
  dung.do('sync');
  dung.do('approve', made.edition, '--revision', revision);
  dung.do('sync');
  const { url, state } = dung.edition(made.edition);
  same(state, 'published', `A draft regulation is open for comment until ${day(30)}: ${url}`);

  const words = 'Điều 2 nên ghi rõ trường hợp được gia hạn và ai quyết định việc gia hạn.';
  const answer = { text: words, name: 'Nguyễn Thị Lan', contact: 'lan@example.vn' };
  await comment(url, answer);
  tell('A reader filled in the form and sent it.');
  binh.do('sync');
  const [arrived, ...more] = binh.do('comments', made.edition);
  same([arrived?.text, arrived?.name, more.length], [words, answer.name, 0], 'The comment arrived on the editor’s desk.');
  const confirmation = await comment(url, { ...answer, text: 'Nhất trí với dự thảo.' });
  binh.do('sync');
  const receipt = binh.do('comments', made.edition).find(({ text: said }) => said === 'Nhất trí với dự thảo.')?.receipt;
  look(receipt && confirmation.text.includes(receipt), `The reader of a second comment saw the same receipt number as the desk: ${receipt}`);
  return url;
}

function lookAtEveryPage() {
  chapter('Every public page, on a desktop and on a phone, with and without scripts');
  const done = spawnSync(process.execPath, [join(root, 'tests/rig/site-axe.mjs'), portal.url], { encoding: 'utf8' });
  look(done.status === 0, `axe finds nothing to complain about, no link leads nowhere: ${done.stdout.trim()}${done.stderr}`);
}

function forgetAndProve() {
  chapter('A forgotten passphrase, a backup, and the proof');
  const { words } = binh.do('recovery');
  const sheet = note('words.txt', Array.isArray(words) ? words.join(' ') : words);
  const forgotten = binh.passphrase;
  binh.passphrase = 'không nhớ nữa';
  same(binh.refused('status'), 'wrong_passphrase', 'Bình forgot his passphrase: the desk stays closed.');
  binh.do('passwd', '--new-passphrase-file', note('new.txt', 'một câu mới dễ nhớ hơn'), '--recovery-file', sheet);
  binh.passphrase = forgotten;
  same(binh.refused('status'), 'wrong_passphrase', 'With the printed recovery words he set a new one; the forgotten one opens nothing any more,');
  binh.passphrase = 'một câu mới dễ nhớ hơn';
  same(binh.do('status').name, binh.person, 'and the new one works at once.');

  const backup = join(folder, 'binh.backup');
  binh.do('backup', backup);
  look(statSync(backup).size > 0, `A backup of his whole desk is one file of ${Math.ceil(statSync(backup).size / 1024)} KiB.`);
  const own = binh.do('verify');
  same([own.ok, own.faults], [true, []], `His desk is sound: ${own.entries} entries of the ledger, each checked.`);
  const audit = portal.do('audit', portal.site);
  same([audit.ok, audit.faults], [true, []],
    `The portal’s audit: ${audit.entries} entries; each of ${audit.published} publications had the approvals it needed.`);
}

async function play() {
  await openTheBoard();
  const made = await writeOffline();
  const url = review(made);
  await readIt(made, url);
  const translated = await translateIt(made);
  correctIt(made, translated);
  await twoAtOnce(made);
  const consultation = await consult();
  lookAtEveryPage();
  forgetAndProve();

  chapter('Pictures');
  const taken = [
    ...(await picturesOfTheSite(out, {
      'trang-chu': new URL('/vi/', url), 'bai-viet': url, 'lay-y-kien': consultation,
      'home-en': new URL('/en/', url), 'article-en': translated.url,
    })),
    ...picturesOfTheWindow(out, binh),
  ];
  for (const picture of taken) tell(`target/tour/${picture}`);
}

let code = 0;
try {
  look(text.includes(lastSentence), 'The tour has its texts at hand.');
  await play();
  console.log('\nThe whole path works: from an offline draft to the approved page, in two languages, with proof.');
} catch (error) {
  console.error(`\nThe tour stopped: ${error.message}`);
  code = 1;
} finally {
  await portal.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);

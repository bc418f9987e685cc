// Pictures of the real window, inside a throw-away desktop (tests/rig/session.sh): node window.mjs OUT light|dark WxH
//
// The window is driven through tauri-driver, whose protocol is JSON over HTTP: find, type, press, wait. The pictures
// are of the whole screen, as a person sees it. Prints the name of each picture.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const [out, theme, size] = process.argv.slice(2);
const [width, height] = size.split('x').map(Number);
const { TOUR_APP: app, TOUR_PROFILE: profile, TOUR_PASSPHRASE: passphrase } = process.env;

/** Asks until the answer is true; gives up after twenty seconds, or as many as are given. */
async function until(what, ask, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await ask().catch(() => undefined);
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(50);
  }
}

function freePort() {
  return new Promise((port) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => port(free));
    });
  });
}

/** One window at the desk in `folder`, from its start until it is closed. */
class Window {
  static async open(folder) {
    const [port, native] = [await freePort(), await freePort()];
    const window = new Window();
    window.base = `http://127.0.0.1:${port}`;
    window.driver = spawn(process.env.TAURI_DRIVER ?? 'tauri-driver', ['--port', port, '--native-port', native].map(String), {
      env: { ...process.env, BANTHAO_PROFILE: folder }, stdio: 'ignore', detached: true,
    });
    const failed = new Promise((_, fail) => window.driver.once('error', fail));
    const { sessionId } = await Promise.race([failed, until('tauri-driver', () =>
      window.ask('POST', '/session', { capabilities: { alwaysMatch: { 'tauri:options': { application: app } } } }))]);
    window.base += `/session/${sessionId}`;
    await window.fill();
    return window;
  }

  async ask(method, path, body) {
    const answer = await fetch(this.base + path, {
      method, body: body && JSON.stringify(body), headers: { 'content-type': 'application/json' },
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.message ?? answer.status}`);
    return value;
  }

  /** The screen is the window's alone. */
  async fill() {
    await this.ask('POST', '/window/rect', { x: 0, y: 0, width, height });
  }

  /** An element by a CSS selector, or by an XPath where a text is meant. */
  async find(which, seconds) {
    const using = which.startsWith('//') ? 'xpath' : 'css selector';
    const found = await until(which, () => this.ask('POST', '/element', { using, value: which }), seconds);
    return Object.values(found)[0];
  }

  async click(which) {
    const element = await this.find(which);
    await this.ask('POST', `/element/${element}/click`, {});
  }

  async type(which, text) {
    const element = await this.find(which);
    await this.ask('POST', `/element/${element}/value`, { text });
  }

  /** Chooses the item of that title in the list, by searching for it. */
  async choose(title) {
    await this.press('Control', 'f');
    await this.type('input[type=search]', title);
    await this.click(`//*[@role='option'][contains(., '${title}')]`);
    await this.find(`//article[contains(., '${title}')]`);
  }

  /** Opens it, as its key says. */
  async open(title) {
    await this.choose(title);
    await this.press('Control', 'Enter');
  }

  /** Works as another of the sample board. */
  async workAs(key, name, picture) {
    await this.press('Control', 'j');
    await this.find('[role=menu]');
    if (picture) await this.picture(picture);
    await this.press(key);
    await this.find(`//aside//div[contains(concat(' ', @class, ' '), ' me ')][contains(., '${name}')]`);
    await this.items();
  }

  /** To the list of items, wherever one is. */
  async items() {
    await this.find('nav [aria-current=page]');
    await this.press('Alt', '2');
    await this.find("[role=listbox][aria-label='Danh sách tin, bài']:focus [aria-selected=true]");
  }

  /** Presses keys together, such as ['Alt', '3']. */
  async press(...keys) {
    const codes = { Alt: '\uE00A', Control: '\uE009', Enter: '\uE007', Escape: '\uE00C', F9: '\uE039' };
    const named = keys.map((key) => codes[key] ?? key);
    await this.ask('POST', '/actions', {
      actions: [{
        type: 'key', id: 'keys',
        actions: [...named.map((value) => ({ type: 'keyDown', value })),
          ...named.toReversed().map((value) => ({ type: 'keyUp', value }))],
      }],
    });
  }

  /** Takes the picture once two in a row are the same: the page is laid out, the fonts are there. */
  async picture(name) {
    const file = `window-${name}-${theme}.png`;
    const path = join(out, file);
    let before = '';
    for (let tries = 0; tries < 30; tries += 1) {
      execFileSync('import', ['-window', 'root', path]);
      const now = readFileSync(path).toString('base64');
      if (now === before) break;
      before = now;
      await pause(120);
    }
    console.log(file);
  }

  async close() {
    await this.ask('DELETE', '').catch(() => undefined);
    try {
      process.kill(-this.driver.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

const empty = mkdtempSync(join(tmpdir(), 'banthao-tour-first-'));
let window;
try {
  window = await Window.open(join(empty, 'desk'));
  await window.find('main');
  await window.find("//button[contains(., 'Bắt đầu tập')]");
  await window.picture('lan-dau');
  await window.press('Control', 'Enter');
  // The sample board is made by real desks and a real portal.
  await window.find('[role=listbox]:focus [role=option][aria-selected=true]', 180);
  await window.picture('cua-toi');
  await window.items();
  await window.picture('tap-bien-tap');
  await window.open('Tiếp nhận 118 hiện vật');
  await window.find("//*[contains(., 'Bản từ Cổng')]");
  await window.press('1');
  await window.picture('re-nhanh');
  await window.press('Escape');
  await window.open('Học nói');
  await window.find('[contenteditable=true]');
  await window.press('F9');
  await window.find('dialog iframe');
  await window.picture('xem-truoc');
  await window.press('Escape');
  await window.press('Escape');

  await window.workAs('2', 'Phạm Quốc Bảo', 'tap-chon-vai');
  await window.press('Alt', '3');
  await window.find("//button[contains(., 'Duyệt bản này')]");
  await window.picture('tap-duyet');
  await window.press('Alt', '2');
  await window.choose('Doanh nghiệp có vốn');
  await window.press('Control', 'h');
  await window.find('dialog [role=option]');
  await window.press('Control', 'd');
  await window.find('dialog .compared');
  await window.picture('lich-su');
  await window.press('Escape');

  await window.workAs('3', 'Lê Thị Hạnh');
  await window.press('Alt', '4');
  await window.find("[role=listbox][aria-label='Các mục cần làm ở bản tiếng Anh']:focus [aria-selected=true]");
  await window.find('article');
  await window.picture('bien-dich');
  await window.items();
  await window.open('Vietnam – Korea student ');
  await window.find('textarea');
  await window.picture('dich');
  await window.press('Escape');

  await window.workAs('4', 'Trần Minh Khôi');
  await window.press('Control', ',');
  await window.click("//nav//button[contains(., 'Người và vai')]");
  await window.find('table tbody tr');
  await window.picture('nguoi');
  await window.click("//nav//button[contains(., 'Quy chế duyệt')]");
  await window.find('select');
  await window.picture('quy-che');
  await window.press('Alt', '5');
  await window.find('[role=listbox]:focus [aria-selected=true]');
  await window.find('article');
  await window.picture('lay-y-kien');
  await window.close();

  window = await Window.open(profile);
  await window.type('input[type=password]', passphrase);
  await window.picture('mo-khoa');
  await window.press('Enter');
  await window.items();
  await window.picture('danh-sach');
  await window.click("//*[@role='option'][contains(., 'Tập huấn')]");
  await window.find("//*[@role='option'][@aria-selected='true'][contains(., 'Tập huấn')]");
  await window.picture('doc');
  await window.press('Control', 'e');
  await window.find('[contenteditable=true]');
  await window.picture('soan-thao');
  await window.press('Escape');
  await window.find('[role=listbox]');
  await window.press('Alt', '0');
  await window.find('[aria-current=page]');
  await window.picture('gui-va-nhan');
} finally {
  await window?.close();
  rmSync(empty, { recursive: true, force: true });
}

// The pictures of the tour: the public pages in Chromium, the real window under a virtual display.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, root, screens } from '../chromium.mjs';
import { cleanEnvironment, program } from './programs.mjs';

/** Each page of `pages` (name → address) on each screen; gives the names of the pictures. */
export async function picturesOfTheSite(out, pages) {
  const taken = [];
  const browser = await launch();
  try {
    for (const [screen, viewport] of Object.entries(screens)) {
      // As a reader with scripts switched off sees it.
      const context = await browser.newContext({ viewport, javaScriptEnabled: false, locale: 'vi-VN' });
      const page = await context.newPage();
      for (const [name, url] of Object.entries(pages)) {
        await page.goto(String(url), { waitUntil: 'load' });
        const picture = `site-${name}-${screen}.png`;
        await page.screenshot({ path: join(out, picture), fullPage: true });
        taken.push(picture);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return taken;
}

/** The window at this member's desk, light on a small screen and dark on a large one; gives the names of the pictures. */
export function picturesOfTheWindow(out, desk) {
  const script = fileURLToPath(new URL('window.mjs', import.meta.url));
  return [['light', '1366x768'], ['dark', '1920x1080']].flatMap(([theme, size]) => {
    const done = spawnSync(join(root, 'tests/rig/session.sh'),
      ['--size', size, '--theme', theme, '--', process.execPath, script, out, theme, size], {
        encoding: 'utf8',
        timeout: 300_000,
        env: cleanEnvironment({
          TOUR_APP: program('banthao'), TOUR_PROFILE: desk.profile, TOUR_PASSPHRASE: desk.passphrase,
        }),
      });
    if (done.status !== 0) throw new Error(`the window's pictures (${theme}) failed: ${done.stdout}${done.stderr}`);
    return done.stdout.split('\n').filter((line) => line.endsWith('.png'));
  });
}

// The browser for pictures and checks: Debian's Chromium, driven by the playwright-core that the window's own tests use.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const fromUi = createRequire(new URL('../../ui/package.json', import.meta.url));

function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // The next name, then.
    }
  }
  throw new Error('no Chromium on this machine: install the package chromium, or name it in CHROMIUM');
}

/** A headless Chromium that speaks to nobody but the pages it is given. */
export function launch() {
  const { chromium } = fromUi('playwright-core');
  return chromium.launch({
    executablePath: executable(),
    // Root, as in a container, has no sandbox; the only pages opened are our own.
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

export const screens = {
  desktop: { width: 1366, height: 768 },
  phone: { width: 390, height: 844 },
};

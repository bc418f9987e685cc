/**
 * Every screen in Chromium: nothing axe finds, no error on the page, nothing the policy blocked.
 * `PICTURES=folder` saves what was seen.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryDesk } from '../testing/memory';
import { NOW } from '../testing/sample';
import { serve, type Bridge } from './bridge';
import { SCREENS, type Screen } from './screens';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const pictures = process.env['PICTURES'];

/** In what the screens are seen. */
interface Look {
  name: string;
  chosen: Record<string, string>;
  width: number;
  height: number;
}

/** A page for all screens in `look`, each of which begins with nothing remembered. */
async function pageIn(browser: Browser, look: Look): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: look.width, height: look.height }, locale: 'vi-VN' });
  page.setDefaultTimeout(8_000);
  await page.clock.setFixedTime(NOW);
  await page.addInitScript((chosen) => {
    localStorage.clear();
    localStorage.setItem('banthao.preferences', chosen);
  }, JSON.stringify(look.chosen));
  return page;
}

/** Opens the desk of `screen` and goes there; answers what goes wrong on the page from then on. */
async function open(page: Page, bridge: Bridge, screen: Screen, look: Look): Promise<string[]> {
  bridge.desk = screen.desk();
  const wrong: string[] = [];
  page.removeAllListeners();
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    // A command that is refused answers 400; the browser notes it though the page expects it. And what this test itself
    // puts into every page is not let into the frame of the preview, where nothing runs.
    const expected = /status of 400|Blocked script execution in 'about:srcdoc'/;
    if (message.type() === 'error' && !expected.test(message.text())) wrong.push(message.text());
  });
  await page.emulateMedia({ media: null });
  await page.mouse.move(0, 0);
  await page.goto(bridge.url);
  if (bridge.desk.line.trouble) {
    await page.getByRole('contentinfo').waitFor();
    bridge.desk.tell();
  }
  try {
    await screen.go(page);
  } catch (lost) {
    // What stood there instead tells where the way was lost.
    if (pictures) await page.screenshot({ path: `${pictures}/${screen.name}-${look.name}-lost.png` });
    throw lost;
  }
  await page.evaluate(() => document.fonts.ready);
  return wrong;
}

/** What axe finds, a line each: the rule, the place, what it wants. */
async function findings(page: Page): Promise<string[]> {
  // In the page's own world: the policy lets no script of another origin in, and this is none.
  await page.evaluate(AXE);
  return page.evaluate(async (rules) => {
    interface Found {
      id: string;
      nodes: { target: string[]; failureSummary?: string }[];
    }
    const { axe } = window as unknown as { axe: { run(on: Document, how: object): Promise<{ violations: Found[] }> } };
    const { violations } = await axe.run(document, { runOnly: rules });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ')}`),
    );
  }, RULES);
}

/** Words that are cut off without a sign of it, or hang over what holds them. */
async function hanging(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (!node.textContent?.trim() || !parent?.checkVisibility() || parent.closest('.for-readers, option')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const right = Math.max(...[...range.getClientRects()].map((rect) => rect.right));
      let holds: HTMLElement | null = parent;
      while (holds) {
        const style = getComputedStyle(holds);
        if (style.overflowX !== 'visible') break;
        holds = holds.parentElement;
      }
      const style = holds && getComputedStyle(holds);
      const signed = style && (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none');
      const edge = holds?.getBoundingClientRect().right ?? window.innerWidth;
      if (!signed && right > edge + 1)
        found.add(
          `${parent.className || parent.tagName} in ${holds?.className ?? 'the window'}: ${node.textContent.slice(0, 40)}`,
        );
    }
    return [...found];
  });
}

/** Acts that hang over the edge of what they stand in. */
async function overTheEdge(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.button')]
      .filter((button) => {
        const holds = button.closest('.banner, .pane, dialog')?.getBoundingClientRect();
        const { left, right } = button.getBoundingClientRect();
        return holds && right > left && (left < holds.left || right > holds.right);
      })
      .map((button) => button.textContent.trim()),
  );
}

/** Acts of a view that stand to the right of its first one: that place is the first one's. */
async function rightOfPrimary(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.button.primary ~ .button')].map((button) => button.textContent.trim()),
  );
}

/** Walks all screens in each of these looks. */
export function walk(looks: Look[]): void {
  let browser: Browser;
  let bridge: Bridge;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--font-render-hinting=none'],
    });
    bridge = await serve(new MemoryDesk());
  });
  afterAll(async () => {
    await browser.close();
    bridge.close();
  });

  describe.each(looks)('$name', (look) => {
    let page: Page;
    beforeAll(async () => void (page = await pageIn(browser, look)));
    afterAll(() => page.close());

    it.each(SCREENS)('$name has nothing a screen reader or a weak eye would stumble over', async (screen) => {
      const wrong = await open(page, bridge, screen, look);
      if (pictures) await page.screenshot({ path: `${pictures}/${screen.name}-${look.name}.png` });
      expect(await findings(page)).toEqual([]);
      expect(wrong).toEqual([]);
      expect(await hanging(page)).toEqual([]);
      expect(await overTheEdge(page)).toEqual([]);
      expect(await rightOfPrimary(page)).toEqual([]);
      // Nothing hangs over the edge of the window.
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    });
  });
}

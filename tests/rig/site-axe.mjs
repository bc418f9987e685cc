// Walks every page of a running public site and checks what a reader with any device meets.
//
//   node tests/rig/site-axe.mjs http://127.0.0.1:PORT [MOST_PAGES]
//
// Starting at /vi/ and /en/, it follows every link href="/…". Each page is opened on a desktop and on a phone: with
// scripts, with none of the site's scripts let through, and with scripts switched off in the browser (axe cannot run
// there, so that look compares what is shown). Reported: violations found by axe, links that lead nowhere, pictures that
// do not load, pages wider than the screen, errors in the console (a refused style or script among them), and text that
// is missing without scripts. Exit code 1 if there is any.
import { readFileSync } from 'node:fs';
import { fromUi, launch, screens } from './chromium.mjs';

const base = process.argv[2];
const most = Number(process.argv[3] ?? 500);
if (!base) {
  console.error('usage: site-axe.mjs http://127.0.0.1:PORT [MOST_PAGES]');
  process.exit(2);
}
const axe = readFileSync(fromUi.resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const faults = [];
const fault = (where, what) => {
  faults.push(`${where}: ${what}`);
  console.log(`  ${where}: ${what}`);
};

/** All pages of the site that links lead to, in the order they were found. */
async function crawl() {
  const found = new Set(['/vi/', '/en/']);
  const pages = [];
  const from = new Map();
  for (const path of found) {
    if (found.size > most) throw new Error(`more than ${most} pages: the links may go round in circles`);
    const answer = await fetch(new URL(path, base), { redirect: 'follow' });
    if (answer.status >= 400) {
      fault(path, `answers ${answer.status}, linked from ${from.get(path) ?? 'nowhere'}`);
      continue;
    }
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    pages.push(path);
    for (const [, link] of (await answer.text()).matchAll(/<a\b[^>]*?\bhref="(\/[^"#]*)/g)) {
      const target = link.replaceAll('&amp;', '&');
      if (target.startsWith('//') || found.has(target)) continue;
      found.add(target);
      from.set(target, path);
    }
  }
  return pages;
}

const ways = [
  { name: 'scripts on', runsAxe: true },
  { name: 'scripts stopped', runsAxe: true, stopsScripts: true },
  { name: 'scripts off', javaScriptEnabled: false },
];

/** What a page shows and what is wrong with it, on one screen. */
async function look(page, path, where, runsAxe) {
  const complaints = [];
  const listen = (message) => message.type() === 'error' && complaints.push(message.text());
  const broke = (error) => complaints.push(error.message);
  page.on('console', listen);
  page.on('pageerror', broke);
  const answer = await page.goto(new URL(path, base).href, { waitUntil: 'load' });
  page.off('console', listen);
  page.off('pageerror', broke);
  if (answer.status() >= 400) fault(where, `answers ${answer.status()}`);
  for (const complaint of complaints) fault(where, `the browser complains: ${complaint}`);

  const state = await page.evaluate(() => ({
    text: document.querySelector('main')?.innerText ?? '',
    language: document.documentElement.lang,
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    broken: [...document.images].filter((image) => image.complete && image.naturalWidth === 0).map((image) => image.src),
  }));
  if (state.text.trim() === '') fault(where, 'has no text inside <main>');
  if (state.language !== path.slice(1, 3)) fault(where, `says it is in “${state.language}”`);
  if (state.wider > 0) fault(where, `is ${state.wider} px wider than the screen`);
  for (const source of state.broken) fault(where, `the picture ${source} does not load`);

  if (!runsAxe) return { text: state.text, passed: 0 };
  // By the debugger's own door, so that the site's content security policy stays as strict as it is.
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: tags }), rules);
  for (const violation of violations) {
    for (const node of violation.nodes) {
      fault(where, `${violation.id} (${violation.impact}): ${node.target} — ${violation.help}`);
    }
  }
  return { text: state.text, passed: passes.length };
}

/** Lets everything through but scripts, those inside the page included; a fault of this look, not of the page, is silent. */
async function stopScripts(route) {
  if (route.request().resourceType() === 'script') {
    await route.fulfill({ contentType: 'text/javascript', body: '' });
  } else if (route.request().resourceType() === 'document') {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/<script\b[\s\S]*?<\/script>/gi, '');
    await route.fulfill({ response: answer, body });
  } else {
    await route.continue();
  }
}

const pages = await crawl();
const browser = await launch();
let looks = 0;
let passed = 0;
try {
  const texts = new Map();
  for (const { name, runsAxe, stopsScripts, javaScriptEnabled = true } of ways) {
    for (const [screen, viewport] of Object.entries(screens)) {
      const context = await browser.newContext({ viewport, javaScriptEnabled, locale: 'vi-VN' });
      const page = await context.newPage();
      if (stopsScripts) await page.route('**/*', stopScripts);
      for (const path of pages) {
        const where = `${path} (${screen}, ${name})`;
        const seen = await look(page, path, where, runsAxe);
        looks += 1;
        passed += seen.passed;
        const key = `${path} ${screen}`;
        if (!texts.has(key)) texts.set(key, seen.text);
        else if (texts.get(key) !== seen.text) fault(where, 'shows another text than with scripts');
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}
console.log(`${pages.length} pages, looked at ${looks} times, ${passed} rules passed, ${faults.length} faults`);
process.exit(faults.length > 0 || passed === 0 ? 1 : 0);

/**
 * How long the window makes a person wait, in Chromium over the bridge: scrolling a list of 100,000, and a key in a text
 * of 20,000 words until it is painted. Prints figures; nothing here passes or fails by the clock.
 */

import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serve, type Bridge } from '../a11y/bridge';
import { list } from '../a11y/screens/ways';
import type { Entry, Row } from '../src/ipc';
import { MemoryDesk } from '../testing/memory';
import { NOW } from '../testing/sample';

const ITEMS = 100_000;
const WORDS = 20_000;

let browser: Browser;
let bridge: Bridge;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  bridge = await serve(new MemoryDesk());
});
afterAll(async () => {
  await browser.close();
  bridge.close();
});

async function open(desk: MemoryDesk): Promise<Page> {
  bridge.desk = desk;
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  await page.clock.setSystemTime(NOW);
  await page.goto(bridge.url);
  await list(page);
  return page;
}

function told(what: string, times: number[]): void {
  expect(times.length).toBeGreaterThan(100);
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)]?.toFixed(1);
  console.log(`${what}: half below ${at(0.5)} ms, 99 of 100 below ${at(0.99)} ms, the longest ${at(1)} ms`);
}

it('a list of 100,000 is scrolled', async () => {
  const desk = new MemoryDesk();
  const [first] = [...desk.shown.values()].map(({ row }) => row);
  const row = (at: number): Row => ({
    ...(first as Row),
    item: `i${at}`,
    edition: `i${at}:vi`,
    title: at % 3 ? `Tin số ${at}` : `Tin số ${at}: đoàn công tác của tỉnh làm việc tại cảng và khu kinh tế ven biển`,
  });
  desk.itemsOutline = async () => ({ total: ITEMS, since: [1, 10] });
  desk.itemsList = async (_, offset, limit): Promise<Entry[]> =>
    Array.from({ length: Math.min(limit, ITEMS - offset) }, (_, n) => ({
      row: row(offset + n),
      english: null,
      updated: NOW,
    }));
  const page = await open(desk);
  const frames = await page.evaluate(async () => {
    const rows = document.querySelector('[role=listbox]');
    if (!rows) return [];
    const times: number[] = [];
    let before = performance.now();
    for (let n = 0; n < 400; n++) {
      // A wheel turned steadily, and now and then the handle drawn far.
      rows.scrollTop += n % 50 === 49 ? 400_000 : 120;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - before);
      before = now;
    }
    return times;
  });
  told(`scrolling ${ITEMS} items, a frame`, frames);
  await page.close();
});

it.each([WORDS, 100])('a key in %i words is painted', async (count) => {
  const desk = new MemoryDesk();
  const [shown] = [...desk.shown.values()];
  if (!shown) throw new Error('the sample is empty');
  const text = Array.from({ length: 50 }, (_, n) => ['tỉnh', 'đoàn', 'công', 'tác', 'biển'][n % 5]).join(' ');
  const blocks = Array.from({ length: count / 50 }, (_, n) => ({
    type: 'paragraph' as const,
    id: `p${String(n).padStart(9, '0')}`,
    content: [{ text }],
  }));
  desk.shown.set(shown.row.edition, { ...shown, document: { v: 1, blocks } });
  const page = await open(desk);
  await page.keyboard.press('Control+e');
  await page
    .locator('.ProseMirror p')
    .nth(count / 100)
    .click();
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { times });
    document.addEventListener(
      'keydown',
      () => {
        const pressed = performance.now();
        requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - pressed)));
      },
      true,
    );
  });
  for (let n = 0; n < 300; n++) await page.keyboard.press(n % 6 === 5 ? 'Space' : 'a');
  const times = await page.evaluate(() => (window as unknown as { times: number[] }).times);
  told(`a key in ${count} words until it is painted`, times);
  await page.close();
});

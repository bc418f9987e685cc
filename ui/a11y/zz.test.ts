import { chromium } from 'playwright-core';
import { it } from 'vitest';
import { MemoryDesk } from '../testing/memory';
import { serve } from './bridge';
it('x', async () => {
  const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const br = await serve(new MemoryDesk());
  const p = await b.newPage();
  p.on('pageerror', (e) => console.log('ERR', e.message, e.stack));
  p.on('console', (m) => console.log('C', m.text()));
  await p.goto(br.url);
  await p.waitForTimeout(2500);
  console.log(await p.evaluate(() => document.activeElement?.outerHTML.slice(0, 300)));
  console.log(await p.evaluate(() => document.querySelector('main')?.innerText.slice(0, 600)));
  await p.screenshot({ path: '/tmp/shots/zz.png' });
  await b.close(); br.close();
});

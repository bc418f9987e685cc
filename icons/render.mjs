// Draws every size the desktop program needs from icon.svg. Run `node icons/render.mjs` after changing the drawing.
// Needs ui/node_modules (npm ci in ui) and a Chromium, named by CHROMIUM where it is not /usr/bin/chromium.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const here = new URL('./', import.meta.url);
const { chromium } = createRequire(new URL('../ui/package.json', import.meta.url))('playwright-core');
const svg = readFileSync(new URL('icon.svg', here), 'utf8');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
async function png(size) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const bytes = await page.screenshot({ omitBackground: true });
  await page.close();
  return bytes;
}

const sizes = {};
for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) sizes[size] = await png(size);
await browser.close();

const names = { '32x32.png': 32, '64x64.png': 64, '128x128.png': 128, '128x128@2x.png': 256, 'icon.png': 512 };
for (const [name, size] of Object.entries(names)) writeFileSync(new URL(name, here), sizes[size]);

// Windows: a directory of PNG pictures.
const inIco = [16, 24, 32, 48, 64, 256];
const head = Buffer.alloc(6 + 16 * inIco.length);
head.writeUInt16LE(1, 2);
head.writeUInt16LE(inIco.length, 4);
let at = head.length;
inIco.forEach((size, index) => {
  const entry = 6 + 16 * index;
  head.writeUInt8(size % 256, entry); // 0 stands for 256
  head.writeUInt8(size % 256, entry + 1);
  head.writeUInt16LE(1, entry + 4);
  head.writeUInt16LE(32, entry + 6);
  head.writeUInt32LE(sizes[size].length, entry + 8);
  head.writeUInt32LE(at, entry + 12);
  at += sizes[size].length;
});
writeFileSync(new URL('icon.ico', here), Buffer.concat([head, ...inIco.map((size) => sizes[size])]));

// macOS: named chunks of PNG pictures.
const chunks = Object.entries({ icp4: 16, icp5: 32, icp6: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }).map(
  ([name, size]) => {
    const start = Buffer.alloc(8);
    start.write(name, 'ascii');
    start.writeUInt32BE(8 + sizes[size].length, 4);
    return Buffer.concat([start, sizes[size]]);
  },
);
const start = Buffer.alloc(8);
start.write('icns', 'ascii');
start.writeUInt32BE(8 + chunks.reduce((sum, chunk) => sum + chunk.length, 0), 4);
writeFileSync(new URL('icon.icns', here), Buffer.concat([start, ...chunks]));

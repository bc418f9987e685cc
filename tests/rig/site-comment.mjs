// A reader whose browser has scripts switched off writes a comment on a consultation.
//
//   node tests/rig/site-comment.mjs PAGE TEXT NAME CONTACT
//
// The form is filled in as a person does, sent, and the answer is loaded anew, as people do who are not sure whether it
// went through. Prints what each of the two answers shows, as a JSON list of two texts.
import { launch, screens } from './chromium.mjs';

const [address, text, name, contact] = process.argv.slice(2);
const browser = await launch();
try {
  const context = await browser.newContext({ viewport: screens.phone, javaScriptEnabled: false, locale: 'vi-VN' });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('[name=text]').fill(text);
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=contact]').fill(contact);
  const form = page.locator('form', { has: page.locator('[name=text]') });
  const answers = [];
  await Promise.all([page.waitForEvent('domcontentloaded'), form.locator('[type=submit], button').first().click()]);
  answers.push(await page.locator('main').innerText());
  await page.reload();
  answers.push(await page.locator('main').innerText());
  console.log(JSON.stringify(answers));
} finally {
  await browser.close();
}

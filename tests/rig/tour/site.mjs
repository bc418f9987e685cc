// The reader's part: pages and forms of the public site, as a browser without scripts would use them.

export async function page(url) {
  const answer = await fetch(url);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${text.slice(0, 300)}`);
  return text;
}

/** What stands inside <article>. */
export function article(html) {
  const found = /<article\b[^>]*>([\s\S]*)<\/article>/.exec(html);
  if (!found) throw new Error('the page has no <article>');
  return found[1];
}

const unescape = (text) =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const attribute = (tag, name) => {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag);
  return found ? unescape(found[1]) : undefined;
};

/** Fills in the comment form that a page shows and sends it, as any browser does. */
export async function comment(url, answers) {
  const html = await page(url);
  const form = [...html.matchAll(/<form\b[^>]*\bmethod="post"[^>]*>[\s\S]*?<\/form>/gi)]
    .map(([whole]) => whole)
    .find((whole) => /name="text"/.test(whole));
  if (!form) throw new Error(`${url} shows no comment form`);
  const fields = new URLSearchParams();
  for (const [input] of form.matchAll(/<input\b[^>]*>/gi)) {
    const name = attribute(input, 'name');
    if (name && attribute(input, 'type') === 'hidden') fields.set(name, attribute(input, 'value') ?? '');
  }
  for (const [name, value] of Object.entries(answers)) fields.set(name, value);
  const action = new URL(attribute(form, 'action') ?? '', url);
  const answer = await fetch(action, { method: 'POST', body: fields });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the comment was answered with ${answer.status}: ${text.slice(0, 300)}`);
  return { text, fields, action };
}

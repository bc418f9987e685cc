import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readChosen, systemTheme } from './preferences.svelte';

describe('what was chosen', () => {
  it('is read back', () =>
    expect(readChosen('{"theme":"dark","size":"large","language":"en","widths":{"list":420}}')).toEqual({
      theme: 'dark',
      size: 'large',
      language: 'en',
      widths: { list: 420 },
    }));

  it('keeps the panes wide enough to be read, and nothing that is no width', () =>
    expect(readChosen('{"widths":{"list":20,"places":9999,"queue":"breit","x":300}}').widths).toEqual({
      list: 260,
      places: 320,
    }));

  it.each([null, '', 'không phải JSON', '{"theme":"neon","size":7}'])('%j falls back to the system', (stored) =>
    expect(readChosen(stored)).toEqual({ theme: 'system', size: 'medium', language: 'vi', widths: {} }),
  );
});

describe('the system', () => {
  const asks =
    (...wanted: string[]) =>
    (query: string) =>
      wanted.some((one) => query.includes(one));
  it('decides light or dark', () => {
    expect(systemTheme(asks('dark'))).toBe('dark');
    expect(systemTheme(asks())).toBe('light');
  });
  it('and more contrast goes before both', () =>
    expect(systemTheme(asks('dark', 'prefers-contrast: more'))).toBe('contrast'));
});

describe('the styles', () => {
  it('take every colour from the tokens', () => {
    const folder = `${import.meta.dirname}/..`;
    const stray = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(svelte|css)$/.test(name) && !name.endsWith('tokens.css'))
      .flatMap((name) => {
        const text = readFileSync(`${folder}/${name}`, 'utf8');
        const css = name.endsWith('.css') ? text : (/<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? '');
        // The one soft edge below a button is a shade of ink, as in the tokens' own shadows.
        return [...css.matchAll(/#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|hsla?\([^)]*\)/gi)]
          .map(([colour]) => `${name}: ${colour}`)
          .filter((found) => !found.endsWith('rgb(24 26 32 / 0.04)'));
      });
    expect(stray).toEqual([]);
  });
});

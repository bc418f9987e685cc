import { afterEach, describe, expect, it } from 'vitest';
import { arrive } from './focus';
import { lieOver } from './keys';

const put = (name: string): HTMLElement => {
  const it = document.createElement(name);
  document.body.append(it);
  return it;
};
afterEach(() => document.body.replaceChildren());

describe('the keyboard of a view that has come', () => {
  it('goes into the view', () => {
    const list = put('button');
    arrive(list);
    expect(document.activeElement).toBe(list);
  });

  it('stays in a menu that was opened meanwhile, and where a person types already', () => {
    const list = put('button');
    const item = put('button');
    item.focus();
    const rise = lieOver('menu');
    arrive(list);
    expect(document.activeElement).toBe(item);
    rise();
    const field = put('input');
    field.focus();
    arrive(list);
    expect(document.activeElement).toBe(field);
  });
});

import { describe, expect, it } from 'vitest';
import { isSamePhrase } from './phrase.ts';

describe('a phrase typed by a person', () => {
  it.each([
    ['  Delete  MY data ', 'delete my data'],
    ['“delete my data”', 'delete my data'],
    ['انس هذا الحساب', 'انسَ هذا الحساب'],
    ['«انسَ هذا الحساب»', 'انسَ هذا الحساب'],
  ])('%s is %s', (typed, phrase) => expect(isSamePhrase(typed, phrase)).toBe(true));

  it.each([['delete my'], ['delete all my data'], ['']])('%s is not the phrase', (typed) =>
    expect(isSamePhrase(typed, 'delete my data')).toBe(false),
  );
});

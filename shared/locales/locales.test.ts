import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../errors.ts';
import arErrors from './ar/errors.json' with { type: 'json' };
import enErrors from './en/errors.json' with { type: 'json' };

type Tree = { readonly [key: string]: string | Tree };
const PLURAL = /_(zero|one|two|few|many|other)$/;
/** What i18next asks for: each language's own plural forms. */
const FORMS = {
  en: ['one', 'other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
} as const;

function leaves(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') found.set(here, value);
    else for (const [k, v] of leaves(value, here)) found.set(k, v);
  }
  return found;
}

function read(language: 'ar' | 'en', file: string): Map<string, string> {
  const text = readFileSync(new URL(`./${language}/${file}`, import.meta.url), 'utf8');
  return leaves(JSON.parse(text) as Tree); // our own file; a wrong shape fails the comparison below
}

const files = readdirSync(new URL('./en', import.meta.url)).sort();
const placeholders = (text: string) => [...text.matchAll(/\{\{-?\s*(\w+)/g)].map((match) => match[1]).sort();

describe('locales', () => {
  it('exist for the same domains in both languages', () => {
    expect(readdirSync(new URL('./ar', import.meta.url)).sort()).toEqual(files);
  });

  it.each(files)('%s has the same keys in Arabic and English', (file) => {
    const bases = (language: 'ar' | 'en') => [...new Set([...read(language, file).keys()].map((key) => key.replace(PLURAL, '')))].sort();
    expect(bases('ar')).toEqual(bases('en'));
  });

  it.each(files)('%s has every plural form its language asks for', (file) => {
    for (const language of ['en', 'ar'] as const) {
      const keys = new Set(read(language, file).keys());
      const bases = new Set([...keys].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')));
      const missing = [...bases].flatMap((base) => FORMS[language].map((form) => `${base}_${form}`)).filter((key) => !keys.has(key));
      expect({ language, missing }).toEqual({ language, missing: [] });
    }
  });

  it.each(files)('%s fills the same placeholders in both languages', (file) => {
    const english = read('en', file);
    const arabic = read('ar', file);
    for (const [key, text] of english) {
      // Plural forms may write the number out ("قبل دقيقتين").
      if (PLURAL.test(key)) continue;
      expect({ key, names: placeholders(arabic.get(key) ?? '') }).toEqual({ key, names: placeholders(text) });
    }
  });

  it.each(files)('%s leaves no text empty', (file) => {
    for (const language of ['en', 'ar'] as const)
      for (const [key, text] of read(language, file)) expect({ key, isEmpty: text.trim() === '' }).toEqual({ key, isEmpty: false });
  });

  it('tell every error code: what happened, what it means, what to do', () => {
    for (const tree of [enErrors, arErrors]) {
      expect(Object.keys(tree).sort()).toEqual([...ERROR_CODES].sort());
      for (const texts of Object.values(tree)) expect(Object.keys(texts).sort()).toEqual(['meaning', 'next', 'title']);
    }
  });
});

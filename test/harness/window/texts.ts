/** @file The texts of both languages for tests outside the page, looked up as the page does, without plural forms. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Language } from '../../../shared/contract/common.ts';

type Tree = { readonly [key: string]: string | Tree };
export type Texts = (key: string, values?: Readonly<Record<string, string>>) => string;

const locales = new URL('../../../shared/locales/', import.meta.url);

function read(language: Language): Tree {
  const files = readdirSync(new URL(`${language}/`, locales));
  return Object.fromEntries(
    files.map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(`${language}/${file}`, locales), 'utf8')) as Tree]), // our own files
  );
}

function textsOf(language: Language): Texts {
  const tree = read(language);
  return (key, values = {}) => {
    const found = key.split('.').reduce<string | Tree | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), tree);
    if (typeof found !== 'string') throw new Error(`no text ${key} in ${language}`);
    return found.replaceAll(/\{\{-?\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
  };
}

export const TEXTS: Readonly<Record<Language, Texts>> = { en: textsOf('en'), ar: textsOf('ar') };

/** @file Looks for bytes that must not be on disk: every file below a folder, in the encodings Chromium, SQLite and Node write. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export type Needle = { readonly what: string; readonly text: string };
export type Hit = { readonly what: string; readonly file: string };

function encodings(text: string): Buffer[] {
  const forms = new Set([text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), text.replace(/(.{4})(?=.)/g, '$1 ')]);
  return [...forms].flatMap((form) => [Buffer.from(form, 'utf8'), Buffer.from(form, 'utf16le')]);
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** @returns one hit per needle and file; the needle itself is never in it, so that a failing test prints no secret. */
export function scanFolder(folder: string, needles: readonly Needle[]): Hit[] {
  const wanted = needles.map(({ what, text }) => ({ what, forms: encodings(text) }));
  return filesBelow(folder).flatMap((file) => {
    const bytes = readFileSync(file);
    return wanted
      .filter(({ forms }) => forms.some((form) => bytes.includes(form)))
      .map(({ what }) => ({ what, file: relative(folder, file) }));
  });
}

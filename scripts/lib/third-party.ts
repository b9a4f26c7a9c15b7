/**
 * @file Third-party notices, made at build time from the licence files of the packages that end up in the product: whatever the three builds took
 * a module from, and the native packages that ship as they are.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

export type Notice = { readonly name: string; readonly version: string; readonly license: string; readonly text: string };

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|ofl)(?:[.-].*)?$/i;
const PACKAGE_DIR = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** The folder of the package a module is of; undefined for our own. */
export function packageDirOf(moduleId: string): string | undefined {
  const path = moduleId.replace(/^\0/, '').replace(/[?#].*$/, '');
  return PACKAGE_DIR.exec(path)?.[1];
}

export function noticeOf(dir: string): Notice {
  const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as { name: string; version: string; license?: string }; // as npm wants it
  const files = readdirSync(dir)
    .filter((name) => LICENCE_FILE.test(name))
    .sort();
  const texts = files.map((name) => readFileSync(join(dir, name), 'utf8').replace(/\r\n/g, '\n').trim());
  const { name, version, license = 'see the text' } = manifest;
  return { name, version, license, text: texts.join('\n\n') };
}

export function mergeNotices(known: readonly Notice[], added: readonly Notice[]): readonly Notice[] {
  const byId = new Map([...known, ...added].map((notice) => [`${notice.name}@${notice.version}`, notice]));
  return [...byId.values()].sort((a, b) => (a.name === b.name ? a.version.localeCompare(b.version) : a.name < b.name ? -1 : 1));
}

type Options = {
  readonly path: string;
  /** The first of the builds starts afresh. */
  readonly isFirst?: boolean;
  /** Packages that are not bundled and ship as they are. */
  readonly asTheyAre?: readonly string[];
};

export function thirdPartyNotices({ path, isFirst = false, asTheyAre = [] }: Options): Plugin {
  return {
    name: 'mizan-third-party-notices',
    generateBundle() {
      const dirs = new Set(asTheyAre);
      for (const id of this.getModuleIds()) {
        const dir = packageDirOf(id);
        if (dir !== undefined && existsSync(join(dir, 'package.json'))) dirs.add(dir);
      }
      const known = !isFirst && existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Notice[]) : []; // written below
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, JSON.stringify(mergeNotices(known, [...dirs].map(noticeOf)), null, 1));
    },
  };
}

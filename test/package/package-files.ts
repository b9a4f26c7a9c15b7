/** @file The files of the package that was built for tests, and what may be in it (S12). */
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { filesBelow } from '../harness/data-scan.ts';

export const built = resolve(import.meta.dirname, '../../dist/devruntime');
export const unpacked = join(built, 'linux-unpacked');
export const archive = join(unpacked, 'resources', 'app.asar');

const version: string = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')).version;
export const deb = join(built, `Mizan-${version}-linux-amd64-devruntime.deb`);

/** Of Electron itself; the names are the same in every release. */
const RUNTIME =
  /^(mizan|chrome-sandbox|chrome_crashpad_handler|lib(EGL|GLESv2|ffmpeg|vk_swiftshader)\.so|libvulkan\.so\.1|(icudtl\.dat|(snapshot_blob|v8_context_snapshot)\.bin)|(chrome_100_percent|chrome_200_percent|resources)\.pak|locales\/(ar|en-US|en-GB)\.pak|vk_swiftshader_icd\.json|version|LICENSE\.electron\.txt|LICENSES\.chromium\.html)$/;
const BESIDE_ARCHIVE =
  /^resources\/(app\.asar|apparmor-profile|app\.asar\.unpacked\/node_modules\/(better-sqlite3|keytar)\/(lib\/[\w/-]+\.js|package\.json|LICENSE(\.md)?|prebuilds\/linux-x64(\/keytar)?\.node))$/;
const IN_ARCHIVE =
  /^(package\.json|out\/renderer-manifest\.json|out\/main\/third-party-notices\.json|out\/main\/(index|core-worker|store-worker|sandbox-worker|keychain-names|chunks\/[\w-]+)\.js|out\/preload\/index\.cjs|out\/renderer\/(index\.html|assets\/[\w.-]+\.(js|css|woff2?|svg))|node_modules\/(better-sqlite3|keytar)\/(lib\/[\w/-]+\.js|package\.json|LICENSE(\.md)?|prebuilds\/linux-x64(\/keytar)?\.node))$/;

export const outsideArchive = (): string[] => filesBelow(unpacked).map((file) => relative(unpacked, file));

/** Folders are not named: whoever lists them can't tell them from files. */
export function insideArchive(): string[] {
  const names = listPackage(archive, { isPack: false }).map((name) => name.slice(1));
  return names.filter((name) => !names.some((other) => other.startsWith(`${name}/`)));
}

export const isAllowedOutside = (name: string) => RUNTIME.test(name) || BESIDE_ARCHIVE.test(name);
export const isAllowedInside = (name: string) => IN_ARCHIVE.test(name);

/** Everything of ours: a file's bytes, from the archive or beside it. */
export const readInside = (name: string): string => extractFile(archive, name).toString('latin1');

/**
 * @file Makes a Debian package out of what electron-builder asks of `fpm`, with `dpkg-deb`: fpm itself is fetched from a host that
 * closed networks do not reach. Only for packages with the stand-in runtime; a release uses fpm.   fpm -s dir -t deb … SOURCE=TARGET…
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MANY = { '-d': 'depends', '--deb-recommends': 'recommends' };
const NO_VALUE = ['--force', '--debug'];

/** @returns `{ options, depends, recommends, files: [{ source, target }] }` */
export function readArguments(args) {
  const read = { options: {}, depends: [], recommends: [], files: [] };
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (NO_VALUE.includes(word)) continue;
    if (!word.startsWith('-')) {
      const [source, target] = word.split('=');
      if (!target) throw new Error(`not SOURCE=TARGET: ${word}`);
      read.files.push({ source, target });
      continue;
    }
    at += 1;
    if (MANY[word]) read[MANY[word]].push(args[at]);
    else read.options[word.replace(/^-+/, '')] = args[at];
  }
  return read;
}

/** A line of the description that is empty would end it. */
const described = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n ');

export function controlFile({ options, depends, recommends }, kilobytes) {
  const fields = {
    Package: options.name,
    Version: options.version,
    Architecture: options.architecture,
    Maintainer: options.maintainer,
    Vendor: options.vendor,
    'Installed-Size': String(kilobytes),
    Depends: depends.join(', '),
    Recommends: recommends.join(', '),
    Section: options.category,
    Priority: options['deb-priority'],
    Homepage: options.url,
    Description: described(options.description),
  };
  return Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

const kilobytesBelow = (folder) =>
  Math.ceil(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0) / 1024,
  );

function lay(stage, { source, target }) {
  const place = join(stage, target);
  mkdirSync(dirname(place), { recursive: true });
  // A folder with a slash at its end means what is in it.
  cpSync(source, place, { recursive: true, verbatimSymlinks: true });
}

/** As fpm has it: files are the owner's to write and everybody's to read. */
function openToAll(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

function build(args) {
  const request = readArguments(args);
  const { options } = request;
  if (options.t !== 'deb') throw new Error(`the stand-in for fpm makes deb only, not ${options.t}`);
  const stage = mkdtempSync(join(tmpdir(), 'mizan-deb-'));
  try {
    for (const file of request.files) lay(stage, file);
    openToAll(stage);
    const control = join(stage, 'DEBIAN');
    const kilobytes = kilobytesBelow(stage);
    mkdirSync(control, { mode: 0o755 });
    writeFileSync(join(control, 'control'), controlFile(request, kilobytes), { mode: 0o644 });
    for (const [option, name] of Object.entries({ 'after-install': 'postinst', 'after-remove': 'postrm' })) {
      copyFileSync(options[option], join(control, name));
      chmodSync(join(control, name), 0o755);
    }
    const compression = options['deb-compression'] === 'gz' ? ['-Zgzip', '-z1'] : ['-Zxz'];
    execFileSync('dpkg-deb', ['--root-owner-group', ...compression, '--build', stage, options.package], { stdio: 'inherit' });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) build(process.argv.slice(2));

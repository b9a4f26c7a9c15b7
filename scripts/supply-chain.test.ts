/** @file Where the work of others comes from, under which licence, and how new it is. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeReview } from './lib/electron-review.mjs';
import { closure, isAllowed, licenceOf, notAllowed } from './lib/licences.mjs';
import { dependencyFindings, lockFindings } from './lib/lockfile.mjs';
import { sbomFindings } from './lib/sbom.mjs';

const root = join(import.meta.dirname, '..');
const json = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const lock = json('package-lock.json');
const manifest = json('package.json');

/** Packages that the sources of the app, without tests, name; what is imported by a stylesheet counts too. */
function importedPackages(): string[] {
  const files = execFileSync('git', ['ls-files', 'electron', 'renderer', 'shared'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((name) => /\.(tsx?|css)$/.test(name) && !/\.test\.tsx?$/.test(name));
  const names = files.flatMap((name) =>
    [
      ...readFileSync(join(root, name), 'utf8').matchAll(/(?:from|import|import\()\s*['"]((?:@[\w-]+\/)?[\w-]+(?:-[\w.]+)?)[^'"]*['"]/g),
    ].map(([, found = '']) => found),
  );
  return [...new Set(names)].filter((name) => name in { ...manifest.dependencies, ...manifest.devDependencies });
}

test('S37 every entry of the lockfile has its hash, comes from a registry, names none, and runs no script that was not agreed to', () => {
  expect(lockFindings(lock, manifest.allowScripts)).toEqual([]);
  const broken = {
    packages: {
      'node_modules/a': { version: '1.0.0', resolved: 'https://registry.example/a.tgz', integrity: 'sha512-x' },
      'node_modules/b': { version: 'git+ssh://b', integrity: 'sha512-x' },
      'node_modules/c': { version: '1.0.0' },
      'node_modules/d': { version: '1.0.0', integrity: 'sha512-x', hasInstallScript: true },
      'node_modules/e': { version: '1.0.0', optional: true, os: ['darwin'] },
    },
  };
  expect(lockFindings(broken, {}).map((line) => line.replace(/^.*?: (\w).*$/, '$1'))).toEqual(['a', 'b', 'c', 'd']);
});

test('S37 one package may run its install script: the pinned Node', () => {
  expect(Object.entries(manifest.allowScripts).filter(([, isAgreed]) => isAgreed)).toEqual([['node', true]]);
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toContain('strict-allow-scripts=true');
});

test('S38 two packages are external, everything is pinned exactly', () => {
  expect(dependencyFindings(manifest)).toEqual([]);
  expect(dependencyFindings({ dependencies: { other: '^1.0.0' }, devDependencies: {} })).toHaveLength(2);
});

test('S38 every installed package has a licence that may be used, and what is shipped one that may be shipped', () => {
  const shipped = closure([...importedPackages(), 'electron'], lock.packages);
  expect(shipped.size).toBeGreaterThan(40);
  const packages = Object.keys(lock.packages)
    .filter((path) => path !== '' && existsSync(join(root, path, 'package.json')))
    .map((path) => ({ name: path, licence: licenceOf(json(join(path, 'package.json'))), isShipped: shipped.has(path) }));
  expect(packages.length).toBeGreaterThan(400);
  expect(notAllowed(packages)).toEqual([]);
});

test('S38 a licence is allowed when one of its choices is, with every part of it', () => {
  const list = ['MIT', 'ISC'];
  expect(['MIT', '(GPL-3.0 OR MIT)', 'MIT AND ISC'].map((text) => isAllowed(text, list))).toEqual([true, true, true]);
  expect(['GPL-3.0', 'MIT AND GPL-3.0', 'none', 'UNLICENSED', 'mit-ish'].map((text) => isAllowed(text, list))).toEqual(
    Array(5).fill(false),
  );
  expect(
    notAllowed([
      { name: 'a', licence: 'MPL-2.0', isShipped: true },
      { name: 'b', licence: 'MPL-2.0', isShipped: false },
    ]),
  ).toEqual(['a: MPL-2.0']);
});

test('S38 a bill of materials that forgets a package, a licence or a reference is refused', () => {
  const component = { 'bom-ref': 'a@1.0.0', name: 'a', version: '1.0.0', purl: 'pkg:npm/a@1.0.0', licenses: [{ license: { id: 'MIT' } }] };
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: 'urn:uuid:1b12bd23-5f6c-423d-a724-d096c60b4bd1',
    metadata: { component: { name: 'mizan', 'bom-ref': 'mizan@0.1.0' } },
    components: [component],
    dependencies: [{ ref: 'mizan@0.1.0', dependsOn: ['a@1.0.0'] }],
  };
  const packages = { '': {}, 'node_modules/a': { version: '1.0.0' } };
  expect(sbomFindings(bom, { packages })).toEqual([]);
  expect(sbomFindings(bom, { packages: { ...packages, 'node_modules/b': { version: '2.0.0' } } })).toEqual([
    'b@2.0.0 is in the lockfile only',
  ]);
  expect(sbomFindings({ ...bom, components: [{ ...component, licenses: [] }] }, { packages })).toEqual(['a has no licence']);
  expect(sbomFindings({ ...bom, dependencies: [{ ref: 'x' }], specVersion: '1.2' }, { packages })).toHaveLength(2);
});

test('S13 the pinned Electron is one of the three newest majors and was reviewed; an old review warns, an older one stops a release', () => {
  const review = json('scripts/electron-review.json');
  const pinned = manifest.devDependencies.electron;
  const at = (days: number) => Date.parse(review.reviewedOn) + days * 86_400_000;
  expect(judgeReview(review, pinned, at(0))).toEqual({ problems: [], warnings: [] });
  expect(judgeReview(review, pinned, at(61))).toMatchObject({ problems: [], warnings: [expect.stringContaining('61 days')] });
  expect(judgeReview(review, pinned, at(91)).problems).toHaveLength(1);
  expect(judgeReview(review, '41.0.0', at(0)).problems).toHaveLength(2);
  for (const warning of judgeReview(review, pinned, Date.now()).warnings) console.warn(warning);
});

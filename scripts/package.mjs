/**
 * @file `npm run package`: builds and packs for this system with the pinned, official runtime. `node scripts/package.mjs --devruntime`
 * makes a Debian package of whatever runtime tests use, for tests: marked in its name and version, never to be published.
 */
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bin, projectEnv, readRuntime, root, run, say } from './lib/project.mjs';

const BUILD_MARK = 'devruntime';

const { version: release } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Its version sorts before the release it is of, so that a release replaces it. */
const devOptions = ({ path, version }) => [
  ...['--linux', 'dir', 'deb', '--x64'],
  `-c.electronDist=${dirname(path)}`,
  `-c.electronVersion=${version}`,
  `-c.directories.output=dist/${BUILD_MARK}`,
  `-c.linux.artifactName=Mizan-${release}-linux-\${arch}-${BUILD_MARK}.\${ext}`,
  `-c.extraMetadata.version=${release}-${BUILD_MARK}`,
  '-c.extraMetadata.homepage=https://mizan.invalid',
  // Seconds in place of minutes; nobody downloads it.
  '-c.deb.compression=gz',
];

/** @param options further words for electron-builder */
export async function makePackage({ isDevRuntime = false, options = [] } = {}) {
  const built = await run(join(bin, 'electron-vite'), ['build', '--logLevel', 'warn']);
  if (built !== 0) return built;
  const builder = join(bin, 'electron-builder');
  if (!isDevRuntime) return run(builder, ['--publish', 'never', ...options]);
  const runtime = readRuntime();
  if (!runtime?.version) {
    say('The runtime for tests is not known: run node scripts/setup.mjs test');
    return 1;
  }
  const env = projectEnv({ USE_SYSTEM_FPM: 'true' });
  env.PATH = `${join(root, 'scripts', 'lib', 'fpm-stand-in')}${delimiter}${env.PATH}`;
  return run(builder, ['--publish', 'never', ...devOptions(runtime), ...options], { env });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const words = process.argv.slice(2);
  const isDevRuntime = words.includes('--devruntime');
  process.exitCode = await makePackage({ isDevRuntime, options: words.filter((word) => word !== '--devruntime') });
}

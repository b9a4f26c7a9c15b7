/** @file `npm start`: installs what is missing, builds, opens Mizan. Without a display it says so and runs the demo. */
import { join } from 'node:path';
import { bin, hasDisplay, isRoot, readRuntime, root, run, say } from './lib/project.mjs';
import { setUp } from './setup.mjs';

async function openWindow() {
  if (!(await setUp('start'))) return 1;
  const built = await run(join(bin, 'electron-vite'), ['build', '--logLevel', 'warn'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (built !== 0) return built;
  const runtime = readRuntime();
  if (isRoot()) say('Running as root: Chromium starts without its own sandbox. Use a normal account for real data.');
  return run(runtime.path, [...(isRoot() ? ['--no-sandbox'] : []), root, ...process.argv.slice(2)], { shell: false });
}

async function runDemo() {
  say(
    'No display here, so there is no window to open. Running the demo instead: the practice bank, connected and read in this terminal.\n',
  );
  if (!(await setUp('packages'))) return 1;
  return run(join(bin, 'node'), [join(root, 'scripts', 'demo.ts')]);
}

process.exit(await (hasDisplay() ? openWindow() : runDemo()));

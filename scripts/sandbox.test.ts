import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

function run(...args: readonly string[]) {
  const started = spawn(process.execPath, ['scripts/sandbox.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child = started;
  let [out, err] = ['', ''];
  started.stdout.on('data', (data) => {
    out += data;
  });
  started.stderr.on('data', (data) => {
    err += data;
  });
  return { process: started, out: () => out, err: () => err, ended: once(started, 'exit') as Promise<[number | null, string | null]> };
}

describe('npm run sandbox', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'prints one line with its address, serves with the given options and stops cleanly on %s',
    async (signal) => {
      const sandbox = run(
        '--port',
        '0',
        '--seed',
        '9',
        '--client-id',
        'me',
        '--client-secret',
        'mine',
        '--now',
        '2026-11-07T11:07:00Z',
        '--profile',
        'odd',
      );
      while (!sandbox.out().includes('\n')) await once(sandbox.process.stdout, 'data');
      const baseUrl = sandbox.out().trim();
      expect(sandbox.out()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
      const authorization = `Basic ${btoa('me:mine')}`;
      expect((await fetch(`${baseUrl}/category-tree`, { headers: { authorization } })).status).toBe(200);
      const overview = await (await fetch(`${baseUrl}/__practice/bank`)).json();
      expect(overview).toMatchObject({ seed: 9, profile: 'odd', now: '2026-11-07T11:07:00.000Z' });
      // A kept-alive connection is open at this point; stopping must not wait for it.
      sandbox.process.kill(signal);
      expect(await sandbox.ended).toEqual([0, null]);
      expect(sandbox.err()).toContain(`listens on ${baseUrl}`);
    },
  );

  test.each([
    [['--port', '99999'], '--port must be'],
    [['--seed', 'x'], '--seed must be'],
    [['--profile', 'rich'], '--profile must be'],
    [['--now', 'noon'], 'not an ISO 8601 time: noon'],
    [['--transactions', '1000001'], '--transactions must be'],
    [['--transactions', '5', '--profile', 'odd'], 'household profile only'],
    [['--client-id', 'a:b'], '--client-id must not'],
    [['--colour', 'red'], "Unknown option '--colour'"],
  ])('refuses %j and says why', async (args, reason) => {
    const sandbox = run(...args);
    expect(await sandbox.ended).toEqual([2, null]);
    expect([sandbox.out(), sandbox.err().includes(reason)]).toEqual(['', true]);
  });
});

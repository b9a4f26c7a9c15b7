/** @file The demo and the practice bank as a person starts them: processes of their own, from the command line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Report } from '../../scripts/demo/report.ts';
import { OTHER_CLIENT, type OtherServer } from './other-server.ts';

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function collect(child: ChildProcess): Promise<Ended> {
  const [stdout, stderr]: Buffer[][] = [[], []];
  child.stdout?.on('data', (chunk: Buffer) => stdout?.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr?.push(chunk));
  const textOf = (chunks: readonly Buffer[] = []) => Buffer.concat(chunks).toString();
  return new Promise((done) => child.on('close', (code) => done({ code, stdout: textOf(stdout), stderr: textOf(stderr) })));
}

export function runDemo(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['scripts/demo.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  return collect(child);
}

/** With the credentials of the other server; the secret in the environment, as the README has it. */
export function runDemoAt(server: OtherServer, args: readonly string[]): Promise<Ended> {
  const { clientId, clientSecret } = OTHER_CLIENT;
  return runDemo(['--json', '--base-url', `${server.baseUrl}/`, '--client-id', clientId, ...args], { MIZAN_CLIENT_SECRET: clientSecret });
}

/** What stdout carries: JSON on one line, and nothing else. */
export function reportsOf({ stdout }: Ended): readonly Report[] {
  if (stdout.trimEnd().split('\n').length !== 1) throw new Error(`stdout carries more than one line:\n${stdout}`);
  return JSON.parse(stdout) as Report[]; // what the demo documents
}

export type Sandbox = {
  readonly baseUrl: string;
  /** Options of the demo towards it. */
  readonly towards: readonly string[];
  /** A test control of the practice bank. */
  control<T>(path: string, body?: unknown): Promise<T>;
  /** The same as a step between two others. */
  step(path: string, body: unknown): string;
  /** A step that keeps what is at the bank then. */
  look(file: string): string;
  close(): Promise<void>;
};

/** `npm run sandbox` in a process of its own. */
export async function startSandbox(...args: readonly string[]): Promise<Sandbox> {
  const child = spawn(process.execPath, ['scripts/sandbox.ts', '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  let address = '';
  while (!address.includes('\n')) [address] = [address + String((await once(child.stdout, 'data'))[0])];
  const baseUrl = address.trim();
  return {
    baseUrl,
    towards: ['--base-url', baseUrl, '--client-id', 'demo', '--client-secret', 'demo'],
    async control(path, body) {
      const answer = await fetch(`${baseUrl}/__practice/${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json() as Promise<never>; // the caller states what this control answers
    },
    step(path, body) {
      // No ";" in it, where the walk would be cut.
      const posted = JSON.stringify(JSON.stringify(body)).replaceAll(';', '\\u003b').replaceAll("'", '\\u0027');
      const call = `fetch("${baseUrl}/__practice/${path}", { method: "POST", body: ${posted} })`;
      return `run "${process.execPath}" -e '${call}.then((answer) => process.exit(answer.ok ? 0 : 1))'`;
    },
    look(file) {
      const call = `fetch("${baseUrl}/__practice/bank").then((answer) => answer.text())`;
      return `run "${process.execPath}" -e '${call}.then((text) => fs.writeFileSync("${file}", text))'`;
    },
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

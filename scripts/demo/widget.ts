/** @file Goes through the hosted widget in the demo: a command of the user's, or the practice bank's forms as a browser would. */
import { runTree } from '../lib/process-tree.mjs';
import { walkWidget } from '../lib/widget-walker.ts';

/** Quotes one argument for the system shell. */
function quoteForShell(text: string): string {
  return process.platform === 'win32' ? `"${text.replaceAll('"', '""')}"` : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Runs a shell command with its output on stderr, so that stdout carries the answer only. @returns exit code */
export function runInShell(command: string): Promise<number> {
  return runTree(command, undefined, { shell: true, stdio: ['ignore', 2, 2] });
}

export function runWidgetCommand(command: string, location: string): Promise<number> {
  return runInShell(`${command} ${quoteForShell(location)}`);
}

/** Walks the forms for one bank and follows the redirect to the loopback listener, as the browser does. */
export async function walkPracticeWidget(location: string, bank: string | undefined): Promise<void> {
  const { redirect } = await walkWidget({ location, saveSecrets: true, ...(bank !== undefined && { bank }) });
  const answer = await fetch(redirect, { redirect: 'manual' });
  await answer.arrayBuffer();
}

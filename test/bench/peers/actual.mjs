/**
 * @file The same rows and questions in Actual Budget's own API, in a process of its own:
 * `node actual.mjs <rows.jsonl> <import|add> <seconds it may take> <searches as JSON>`. `import` is what its bank sync uses (finds
 * duplicates, makes payees); `add` only adds. Prints one line of JSON.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as actual from '@actual-app/api';

const [path = '', mode = 'import', limit = '300', searches = '{}'] = process.argv.slice(2);
const BATCH = 1000;
const ROUNDS = 7;
const PAGE = 100;
const { q } = actual;
// It reports progress on stdout, which carries the answer.
const say = console.log;
console.log = () => undefined;

const rows = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));

/** Rows stored within the time, and how long they took. */
async function load() {
  const accounts = new Map();
  const perAccount = Map.groupBy(rows, (row) => row.account);
  for (const name of perAccount.keys()) accounts.set(name, await actual.createAccount({ name, type: 'checking' }, 0));
  const started = performance.now();
  let done = 0;
  for (const [name, own] of perAccount) {
    for (let from = 0; from < own.length; from += BATCH) {
      const batch = own.slice(from, from + BATCH).map((row) => ({
        date: row.day,
        amount: row.minor,
        payee_name: row.title,
        notes: row.text,
        imported_id: row.id,
      }));
      if (mode === 'import') await actual.importTransactions(accounts.get(name), batch);
      else await actual.addTransactions(accounts.get(name), batch, { learnCategories: false, runTransfers: false });
      done += batch.length;
      const seconds = (performance.now() - started) / 1000;
      if (seconds > Number(limit)) return { rows: done, seconds, isComplete: done === rows.length };
    }
  }
  return { rows: done, seconds: (performance.now() - started) / 1000, isComplete: true };
}

async function middle(ask) {
  await ask();
  const samples = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await ask();
    samples.push(performance.now() - started);
  }
  return samples.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

const ask = async (query) => (await actual.aqlQuery(query)).data;
const list = () => q('transactions').select('*').orderBy({ date: 'desc' }).limit(PAGE);
const search = (word) => list().filter({ $or: [{ notes: { $like: `%${word}%` } }, { 'payee.name': { $like: `%${word}%` } }] });
const flow = (sign) =>
  q('transactions')
    .filter({ amount: { [sign]: 0 } })
    .groupBy({ $month: '$date' })
    .select([{ month: { $month: '$date' } }, { amount: { $sum: '$amount' } }]);

async function questions() {
  const answers = {
    'page-first': await middle(() => ask(list())),
    'page-deep': await middle(() => ask(list().offset(Math.floor(rows.length / 2)))),
    cashflow: await middle(async () => [await ask(flow('$gt')), await ask(flow('$lt'))]),
  };
  for (const [name, word] of Object.entries(JSON.parse(searches))) answers[`search-${name}`] = await middle(() => ask(search(word)));
  return answers;
}

const dataDir = mkdtempSync(join(tmpdir(), 'mizan-peer-'));
try {
  await actual.init({ dataDir });
  let loaded;
  await actual.runImport('bench', async () => {
    loaded = await load();
  });
  say(JSON.stringify({ ...loaded, questions: mode === 'add' ? await questions() : null }));
  await actual.shutdown();
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

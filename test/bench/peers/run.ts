/** @file `node run.ts [--transactions N] [--limit seconds] [--json]`: the comparison as figures. "Did not finish" is a result. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { atLeast, type Figure, report, shown } from '../figures.ts';
import { DEFAULT_NOW } from '../seed/seed-store.ts';
import { peerFigures } from './compare.ts';
import { exportRows, measureActual, measureHledger, measureMizan, type PeerResult } from './peers.ts';

const IMPORT_RATIO = 10;

const { values } = parseArgs({
  options: {
    transactions: { type: 'string', default: '100000' },
    limit: { type: 'string', default: '300' },
    json: { type: 'boolean', default: false },
  },
});
const peerRun = { transactions: Number(values.transactions), limitSeconds: Number(values.limit), now: DEFAULT_NOW };
const say = (line: string) => process.stderr.write(`${line}\n`);
const rate = ({ rows, seconds }: PeerResult) => rows / seconds;

const folder = mkdtempSync(join(tmpdir(), 'mizan-peers-'));
try {
  const seed = join(folder, 'seed');
  say(`Mizan: ${peerRun.transactions} rows…`);
  const mizan = await measureMizan(seed, peerRun);
  const rows = exportRows(seed, folder);
  say('Actual Budget, importing…');
  const imported = await measureActual(folder, 'import', peerRun);
  if (!imported.isComplete) say(`Actual Budget did not finish importing in ${peerRun.limitSeconds} s: ${imported.rows} of ${rows} rows`);
  say('Actual Budget, only adding, and the questions…');
  const added = await measureActual(folder, 'add', peerRun);
  say('hledger…');
  const hledger = await measureHledger(folder, rows, peerRun);
  const figures: Figure[] = [
    shown('import-mizan', rate(mizan), 'tx/s'),
    shown('import-actual', rate(imported), 'tx/s'),
    shown('import-actual-finished', imported.isComplete ? 1 : 0, 'yes = 1'),
    shown('import-actual-add-only', rate(added), 'tx/s'),
    shown('import-hledger', rate(hledger), 'tx/s'),
    atLeast('import-over-actual', rate(mizan) / rate(imported), '×', IMPORT_RATIO),
    ...peerFigures(mizan, { actual: added, hledger }),
  ];
  report(figures, values.json, `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

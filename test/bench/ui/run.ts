/** @file Measures the real window over seeded stores: `node run.ts --empty F --small F --large F [--json] [--rounds N] [--only window|start]`. */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Figure, report } from '../figures.ts';
import { launchSeeded, openSeededDesktop } from './seeded-desktop.ts';
import { startFigures } from './start-figures.ts';
import { windowFigures } from './window-figures.ts';

const { values } = parseArgs({
  options: {
    empty: { type: 'string', default: '' },
    small: { type: 'string', default: '' },
    large: { type: 'string', default: '' },
    rounds: { type: 'string', default: '10' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const say = (text: string) => process.stderr.write(`${text}\n`);
const { only } = values;

async function inWindow(): Promise<Figure[]> {
  const seeded = await openSeededDesktop(values.large);
  const mizan = await launchSeeded(seeded);
  try {
    return await windowFigures(mizan, say);
  } finally {
    await mizan.close();
    await seeded.desktop.remove();
  }
}

async function atStart(): Promise<Figure[]> {
  say(`Starting four programs ${values.rounds} times each…`);
  const [empty, small, large] = [
    await openSeededDesktop(values.empty),
    await openSeededDesktop(values.small),
    await openSeededDesktop(values.large),
  ];
  try {
    return await startFigures({ empty, small, large }, Number(values.rounds));
  } finally {
    for (const { desktop } of [empty, small, large]) await desktop.remove();
  }
}

const figures = [...(only === 'start' ? [] : await inWindow()), ...(only === 'window' ? [] : await atStart())];
report(figures, values.json, `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`);

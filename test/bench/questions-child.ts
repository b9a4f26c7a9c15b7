/** @file The questions, over a seeded store, in a process of their own: `node questions-child.ts <seed folder>`; prints an array of figures. */
import { askAll } from './questions.ts';
import { openSeededCore } from './seeded-core.ts';

const core = await openSeededCore(process.argv[2] ?? '');
try {
  process.stdout.write(`${JSON.stringify(await askAll(core.ask))}\n`);
} finally {
  await core.close();
}

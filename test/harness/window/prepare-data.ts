/** @file What a person has made of their data after a while: a rule, a view, a category, tags and notes. Nothing real, nothing random. */
import { join } from 'node:path';
import type { RunningMizan } from '../electron-app.ts';

export async function prepareData(mizan: RunningMizan, folder: string): Promise<void> {
  await makeBackups(mizan, folder);
  const { ask } = mizan;
  // Offered once, above every page; it has its own picture.
  await ask('recovery.decline', {});
  await ask('categories.create', { parentId: null, flow: 'expense', nameAr: 'العيد', nameEn: 'Eid', icon: 'gift' });
  const categories = await ask('categories.list', {});
  const own = categories.find(({ nameEn }) => nameEn === 'Eid');
  const groceries = categories.find(({ nameEn }) => nameEn === 'Groceries');
  const draft = { text: 'online store', direction: 'out', minMinor: null, maxMinor: null, currency: null, accountId: null } as const;
  await ask('rules.create', { draft: { ...draft, categoryId: groceries?.id ?? 1 } });
  await ask('rules.create', {
    draft: { ...draft, text: 'gift', minMinor: 100_00, maxMinor: 900_00, currency: 'SAR', categoryId: own?.id ?? 1 },
  });
  await ask('views.create', { name: 'Groceries last month', address: 'q=grocery&period=lastMonth' });
  const { rows } = await ask('transactions.page', { cursor: null, limit: 20 });
  const [first, second, third] = rows;
  if (!first || !second || !third) throw new Error('the household has no transactions');
  await ask('transactions.edit', {
    target: { ids: [second.id] },
    changes: { note: 'Shared with the neighbours', addTags: ['home', 'shared'] },
  });
  await ask('transactions.edit', { target: { ids: [third.id] }, changes: { note: 'نصفها لأخي', addTags: ['البيت'] } });
  await ask('transactions.edit', {
    target: { filter: {}, exceptIds: rows.slice(0, 6).map(({ id }) => id) },
    changes: { isReviewed: true },
  });
}

/** One by itself, and a file that the system's dialogs save and open. */
async function makeBackups({ app, ask }: RunningMizan, folder: string): Promise<void> {
  await app.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
    },
    join(folder, 'mizan.backup'),
  );
  await ask('backups.make', {});
  await ask('backups.save', { passphrase: 'three small words and more' });
}

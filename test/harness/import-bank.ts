/** @file The bank of the kill test, the same in the killed process and in the one that checks: twins, rows without an id, pending rows. */
import { anItem, aProviderAccount, createFakeProvider, type FakeProvider, manyItems } from '../fakes/fake-provider.ts';

const ACCOUNTS = ['A1', 'A2', 'A3'];
const ROWS = 1700;

export function createImportBank(): FakeProvider {
  const provider = createFakeProvider(ACCOUNTS.map((providerId) => aProviderAccount({ providerId })));
  provider.pageSize = 50;
  for (const [id, account] of provider.accounts) {
    const twins = Array.from({ length: 60 }, (_, index) => anItem({ providerId: `${id}-twin-${index}`, bookedOn: '2025-02-01' }));
    const blanks = Array.from({ length: 40 }, () => anItem({ providerId: null, bookedOn: '2025-02-10' }));
    const pending = anItem({ providerId: `${id}-pending`, isBooked: false });
    // Not a multiple of the page size, so that the last page is short.
    account.items = [...manyItems(ROWS + 7, `${id}-`), ...twins, ...blanks, pending];
  }
  return provider;
}

/** What the store must show at the end, per row and in one order. */
export function expectedRows(provider: FakeProvider): string[] {
  return [...provider.accounts.values()]
    .flatMap(({ listed, items }) =>
      items.map((item) =>
        [listed.providerId, item.providerId, item.isBooked ? 0 : 1, item.bookedOn, item.amountMinor, item.purpose].join('|'),
      ),
    )
    .sort();
}

import type { Account } from '../../../shared/contract/accounts.ts';
import type { ListSection, TransactionRow } from '../../../shared/contract/transactions.ts';
import { readSearch } from '../../../shared/domain/search-grammar.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { AccountLabel } from '../accounts/public.ts';
import { filterCount, type ListAddress } from './address.ts';
import { type Arrangement, isSizeSort } from './arrangement.ts';
import { activeKinds, type FilterWords, isFlag, pieceText, valueText } from './filter-kinds.ts';
import { ListCounts } from './list-counts.tsx';
import styles from './print-sheet.module.css';
import { StateBadge } from './transaction-line.tsx';
import { useFilterWords } from './use-filter-words.ts';

export type PrintSheetProps = {
  readonly rows: readonly TransactionRow[];
  readonly shown: Arrangement;
  readonly address: ListAddress;
  readonly accounts: readonly Account[];
};

/** The list on paper: what it was narrowed to, what it adds up to, and every row of it. */
export function PrintSheet({ rows, shown, address, accounts }: PrintSheetProps) {
  const t = useT();
  const format = useFormat();
  const words = useFilterWords(accounts);
  const reading = readSearch(address.search, format.today);
  const bySize = isSizeSort(shown.list);
  return (
    <div className={styles.sheet}>
      <header className={styles.header}>
        <h1 className={styles.title}>{t('transactions.title')}</h1>
        <p>
          <ListCounts shown={shown} total={undefined} isFiltered={filterCount(address, reading) > 0} />
        </p>
        <p className={styles.filters}>{filterLines(address, words).join(' · ')}</p>
        <p className={styles.made}>{t('transactions.print.made', { day: format.bothCalendars(format.today, 'full') })}</p>
      </header>
      <table className={styles.table}>
        <thead>
          <tr>
            {bySize && <th scope="col">{t('transactions.list.day')}</th>}
            <th scope="col">{t('transactions.list.counterparty')}</th>
            <th scope="col">{t('transactions.list.category')}</th>
            <th scope="col">{t('transactions.list.account')}</th>
            <th scope="col" className={styles.amount}>
              {t('transactions.list.amount')}
            </th>
          </tr>
        </thead>
        {bySize ? (
          <tbody>
            {rows.map((row) => (
              <PrintRow key={row.id} row={row} words={words} hasDay />
            ))}
          </tbody>
        ) : (
          [...Map.groupBy(rows, (row) => row.day)].map(([day, members]) => (
            <PrintDay key={day} day={day} rows={members} words={words} section={shown.geometry.sections.find((one) => one.key === day)} />
          ))
        )}
      </table>
    </div>
  );
}

type PrintDayProps = {
  readonly day: string;
  readonly rows: readonly TransactionRow[];
  readonly section: ListSection | undefined;
  readonly words: FilterWords;
};

function PrintDay({ day, rows, section, words }: PrintDayProps) {
  const sum = ({ currency, sumMinor }: ListSection['sums'][number]) => (
    <AmountText money={{ minor: sumMinor, currency }} signed tone="plain" />
  );
  return (
    <tbody>
      <tr className={styles.day}>
        <th scope="rowgroup" colSpan={3}>
          <bdi>{words.format.bothCalendars(day, 'full')}</bdi>
          {section?.pending.map((pending) => (
            <span key={pending.currency} className={styles.pending}>
              {words.t('transactions.list.pendingSum')} {sum(pending)}
            </span>
          ))}
        </th>
        <td className={styles.amount}>
          {section?.sums.map((booked) => (
            <div key={booked.currency}>{sum(booked)}</div>
          ))}
        </td>
      </tr>
      {rows.map((row) => (
        <PrintRow key={row.id} row={row} words={words} />
      ))}
    </tbody>
  );
}

function PrintRow({
  row,
  words,
  hasDay = false,
}: {
  readonly row: TransactionRow;
  readonly words: FilterWords;
  readonly hasDay?: boolean;
}) {
  const { format, accounts, categories } = words;
  const account = accounts.find((one) => one.id === row.accountId);
  const said = [row.tags.join(' · '), row.note ?? ''].filter((text) => text !== '');
  return (
    <tr className={cx(styles.row, row.removedAt !== null && styles.removed)}>
      {hasDay && <td>{format.day(row.day, 'plain')}</td>}
      <td>
        <bdi className={styles.name}>{row.title}</bdi> <StateBadge row={row} />
        {said.map((text) => (
          <div key={text} className={styles.said} dir="auto">
            {text}
          </div>
        ))}
      </td>
      <td>{row.categoryId !== 0 && <bdi>{categories.name(row.categoryId)}</bdi>}</td>
      <td>
        <AccountLabel name={row.accountName} last4={account?.numberLast4 ?? account?.ibanLast4} />
      </td>
      <td className={styles.amount}>
        <AmountText money={{ minor: row.amountMinor, currency: row.currency }} signed tone="plain" />
      </td>
    </tr>
  );
}

/** Every part of the filter in words, so that the paper says what it is a list of. */
function filterLines(address: ListAddress, words: FilterWords): string[] {
  const { t, format } = words;
  const { text, pieces } = readSearch(address.search, format.today);
  const kinds = activeKinds(address).map((kind) => {
    const name = t(`transactions.filters.kinds.${kind}`);
    return isFlag(kind) ? name : `${name}: ${valueText(address, kind, words)}`;
  });
  const search = text === '' ? [] : [t('transactions.print.search', { text })];
  return [...search, ...pieces.map(({ meaning }) => pieceText(meaning, words)), ...kinds, t(`transactions.sort.${address.sort}`)];
}

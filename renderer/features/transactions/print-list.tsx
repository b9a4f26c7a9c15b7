import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Account } from '../../../shared/contract/accounts.ts';
import type { TransactionPage, TransactionRow } from '../../../shared/contract/transactions.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { ListAddress } from './address.ts';
import type { Arrangement } from './arrangement.ts';
import { PrintSheet } from './print-sheet.tsx';

/** More pages than anyone prints; a longer list is for a file. */
export const MAX_PRINTED = 5000;
const PART = 500;

export type PrintListProps = {
  readonly shown: Arrangement;
  readonly address: ListAddress;
  readonly accounts: readonly Account[];
  readonly onDone: () => void;
};

/** Reads every row of the list as it is shown, lays them out for paper, and hands that to the printer. */
export function PrintList({ shown, address, accounts, onDone }: PrintListProps) {
  const t = useT();
  const [rows, setRows] = useState<readonly TransactionRow[]>([]);
  const [isRead, setIsRead] = useState(false);
  const [failure, setFailure] = useState<string>();
  const isTooLong = shown.geometry.rowCount > MAX_PRINTED;
  useEffect(() => {
    if (isTooLong) return;
    let isGone = false;
    const readAll = async () => {
      const all: TransactionRow[] = [];
      for (let cursor: string | null = null; ; ) {
        const page: TransactionPage = await api('transactions.page', { ...shown.list, cursor, limit: PART });
        if (isGone) return;
        all.push(...page.rows);
        setRows([...all]);
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      setIsRead(true);
    };
    readAll().catch((error: unknown) => setFailure(failureOf(error).code));
    return () => {
      isGone = true;
    };
  }, [shown.list, isTooLong]);

  if (isRead)
    return createPortal(
      <Printing onDone={onDone}>
        <PrintSheet rows={rows} shown={shown} address={address} accounts={accounts} />
      </Printing>,
      document.body,
    );
  return (
    <Dialog
      title={t(isTooLong ? 'transactions.print.tooLong' : failure ? `errors.${failure}.title` : 'transactions.print.title')}
      isOpen
      onClose={onDone}
      footer={
        <Button variant="equal" onPress={onDone}>
          {t(isTooLong || failure ? 'common.close' : 'common.cancel')}
        </Button>
      }
    >
      {isTooLong
        ? t('transactions.print.tooLongBody', { most: MAX_PRINTED, total: shown.geometry.rowCount })
        : failure
          ? t(`errors.${failure}.meaning`)
          : t('transactions.print.reading', { done: rows.length, total: shown.geometry.rowCount })}
    </Dialog>
  );
}

/** Paper is light whatever the screen is; everything is put back when the printer's dialog is left. */
function Printing({ children, onDone }: { readonly children: React.ReactNode; readonly onDone: () => void }) {
  useEffect(() => {
    const root = document.documentElement;
    const theme = root.dataset.theme;
    const finish = () => {
      if (theme !== undefined) root.dataset.theme = theme;
      onDone();
    };
    root.dataset.theme = 'light';
    window.addEventListener('afterprint', finish, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', finish);
  }, [onDone]);
  return children;
}

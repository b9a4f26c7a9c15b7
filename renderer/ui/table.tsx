import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';
import styles from './table.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

export type TableColumn = {
  readonly id: string;
  readonly label: ReactNode;
  /** `amount`: left-to-right cells aligned on the decimals in both directions. */
  readonly kind?: 'text' | 'amount';
};
export type TableRow = { readonly id: string; readonly cells: Readonly<Record<string, ReactNode>> };
export type TableProps = { readonly caption: string; readonly columns: readonly TableColumn[]; readonly rows: readonly TableRow[] };

/** A plain table, e.g. the twin of a chart. */
export function Table({ caption, columns, rows }: TableProps) {
  return (
    <table className={styles.table}>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={cx(column.kind === 'amount' && styles.amount)}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {columns.map((column) => (
              <td key={column.id} className={cx(column.kind === 'amount' && styles.amount)}>
                {row.cells[column.id]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

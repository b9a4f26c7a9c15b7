// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and placed by transform, which table elements do not allow
import { type KeyboardEvent, useId, useMemo } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import { useT } from '../../lib/format.ts';
import { type Categories, useCategories } from '../categories/public.ts';
import { type Arrangement, isSizeSort } from './arrangement.ts';
import { ColumnHeads } from './column-heads.tsx';
import { DAY_HEIGHT, type Line, ROW_HEIGHT } from './list-geometry.ts';
import { ListTail } from './list-tail.tsx';
import { SectionHeader } from './section-header.tsx';
import { isSelected, type Selection, selectedCount } from './selection.ts';
import { type PressKind, TransactionLine } from './transaction-line.tsx';
import styles from './transaction-list.module.css';
import type { Browser } from './use-browser.ts';
import { BULK_BAR } from './use-list-commands.ts';
import { WaitingLine } from './waiting-line.tsx';

/** Lines drawn beyond what is seen, so that a step of the wheel shows no gap. */
const OVERSCAN = 320;

export type TransactionListProps = {
  readonly browser: Browser;
  readonly shown: Arrangement;
  readonly accounts: readonly Account[];
  readonly openId: number | undefined;
  /** Index of the row the keyboard is at. */
  readonly active: number | undefined;
  readonly selection: Selection;
  readonly onPress: (row: TransactionRow, index: number, how: PressKind) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onSelectAll: (isSelected: boolean) => void;
};

/**
 * The virtualised list. It keeps the keyboard while the drawer is open: focus stays on the grid, which points at the
 * current row (aria-activedescendant), because a row that scrolls away leaves the document and would take focus with it.
 */
export function TransactionList(props: TransactionListProps) {
  const { browser, shown, active, selection } = props;
  const { scroll, seenHeight, data, setGrid } = browser;
  const t = useT();
  const baseId = useId();
  const categories = useCategories();
  const accounts = useMemo(() => new Map(props.accounts.map((account) => [account.id, account])), [props.accounts]);
  const { geometry } = shown;
  const hasActiveRow = active !== undefined && data.rows.has(active);
  const lines = linesInSight(shown, scroll.top, seenHeight, hasActiveRow ? active : undefined);
  const firstSection = geometry.sectionAt(scroll.top);
  return (
    <div
      ref={setGrid}
      className={styles.list}
      role="grid"
      aria-label={t(isSizeSort(shown.list) ? 'transactions.list.labelBySize' : 'transactions.list.label')}
      aria-rowcount={shown.isComplete ? geometry.rowCount : -1}
      aria-multiselectable
      aria-activedescendant={hasActiveRow ? `${baseId}-${active}` : undefined}
      aria-busy={data.isSwitching}
      tabIndex={0}
      onScroll={scroll.onScroll}
      onKeyDown={props.onKeyDown}
    >
      <ColumnHeads shown={shown} selection={selection} onSelectAll={props.onSelectAll} />
      <div role="rowgroup" className={styles.body} style={{ blockSize: scroll.elementHeight }}>
        {geometry.hasHeader(firstSection) && (
          <div role="presentation" className={styles.sticky} style={{ blockSize: DAY_HEIGHT }}>
            <Header shown={shown} section={firstSection} />
          </div>
        )}
        {lines.map((line) => (
          <div
            key={line.type === 'header' ? `h${line.section}` : line.index}
            role="presentation"
            className={styles.line}
            style={{
              blockSize: line.type === 'header' ? DAY_HEIGHT : ROW_HEIGHT,
              transform: `translateY(${line.top - scroll.shift}px)`,
            }}
          >
            {line.type === 'header' ? (
              line.section !== firstSection && <Header shown={shown} section={line.section} />
            ) : (
              <Row list={props} id={`${baseId}-${line.index}`} index={line.index} categories={categories} accounts={accounts} />
            )}
          </div>
        ))}
      </div>
      {/* The last rows can be scrolled out from under the bulk bar. */}
      {selectedCount(selection, shown.count) > 0 && <div style={{ blockSize: BULK_BAR }} />}
      <ListTail data={data} isComplete={shown.isComplete} />
    </div>
  );
}

/** The current row stays in the document even where it is not seen: the grid points at it. */
function linesInSight({ geometry }: Arrangement, top: number, viewport: number, active: number | undefined): Line[] {
  const lines = geometry.linesBetween(top - OVERSCAN, top + viewport + OVERSCAN);
  if (active === undefined || active >= geometry.rowCount || lines.some((line) => line.type === 'row' && line.index === active))
    return lines;
  return [...lines, { type: 'row', section: geometry.sectionOfRow(active), index: active, top: geometry.topOfRow(active) }];
}

function Header({ shown, section }: { readonly shown: Arrangement; readonly section: number }) {
  const found = shown.geometry.sections[section];
  return found ? <SectionHeader section={found} isBySize={isSizeSort(shown.list)} /> : null;
}

type RowProps = {
  readonly list: TransactionListProps;
  readonly id: string;
  readonly index: number;
  readonly categories: Categories;
  readonly accounts: ReadonlyMap<string, Account>;
};

function Row({ list, id, index, categories, accounts }: RowProps) {
  const row = list.browser.data.rows.get(index);
  if (!row) return <WaitingLine rowIndex={index} />;
  return (
    <TransactionLine
      id={id}
      row={row}
      rowIndex={index}
      account={accounts.get(row.accountId)}
      categories={categories}
      isActive={index === list.active}
      isOpen={row.id === list.openId}
      isSelected={row.removedAt === null && isSelected(list.selection, row.id)}
      hasDay={isSizeSort(list.shown.list)}
      onPress={list.onPress}
    />
  );
}

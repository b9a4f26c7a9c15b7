// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and placed by transform, which table elements do not allow
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { defaultRangeExtractor, type Range, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useId, useMemo, useState } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { useT } from '../../lib/format.ts';
import { RiyalGlyph } from '../../ui/riyal-glyph.tsx';
import { DayHeader } from './day-header.tsx';
import { type ListItem, stepFrom } from './list-items.ts';
import { ListTail } from './list-tail.tsx';
import { TransactionLine } from './transaction-line.tsx';
import styles from './transaction-list.module.css';

const HEAD_HEIGHT = 32;
const DAY_HEIGHT = 30;
const ROW_HEIGHT = 40;
const PAGE_STEP = 12;
/** Rows before the end of what is loaded at which the next part is asked for. */
const AHEAD = 40;

export type TransactionListProps = {
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly items: readonly ListItem[];
  readonly accounts: readonly Account[];
  readonly matching: number | undefined;
  readonly openId: number | undefined;
  readonly onOpen: (id: number) => void;
  readonly onClose: () => void;
  readonly pages: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage'>;
};

/**
 * The virtualised list. It keeps the keyboard while the drawer is open: focus stays on the grid, which points at the
 * current row (aria-activedescendant), because a row that scrolls away leaves the document and would take focus with it.
 */
export function TransactionList({ gridRef, items, accounts, matching, openId, onOpen, onClose, pages }: TransactionListProps) {
  const t = useT();
  const baseId = useId();
  const [activeId, setActiveId] = useState<number | undefined>(openId);
  useEffect(() => {
    if (openId !== undefined) setActiveId(openId);
  }, [openId]);
  const activeIndex = useMemo(() => indexOf(items, activeId), [items, activeId]);
  const names = useMemo(() => new Map(accounts.map((account) => [account.id, account])), [accounts]);
  const { virtualizer, stickyIndex } = useDayList(gridRef, items, activeIndex);
  const lines = virtualizer.getVirtualItems();
  useNextPart(lines.at(-1)?.index ?? 0, items.length, pages);

  useEffect(() => {
    if (activeIndex !== undefined) virtualizer.scrollToIndex(activeIndex, { align: 'auto' });
  }, [activeIndex, virtualizer]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && activeId !== undefined) onOpen(activeId);
    else if (event.key === 'Escape' && openId !== undefined) onClose();
    else {
      const step = keyStep(event.key, items.length);
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = items[stepFrom(items, activeIndex, step) ?? -1];
      if (next?.type === 'row') {
        setActiveId(next.row.id);
        if (openId !== undefined) onOpen(next.row.id);
      }
    }
    event.preventDefault();
  };
  const pick = useCallback(
    (id: number) => {
      setActiveId(id);
      onOpen(id);
    },
    [onOpen],
  );

  return (
    <div
      ref={gridRef}
      className={styles.list}
      role="grid"
      aria-label={t('transactions.list.label')}
      aria-rowcount={matching ?? -1}
      aria-activedescendant={activeIndex === undefined ? undefined : `${baseId}-${activeId}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <ColumnHeads />
      <div role="rowgroup" className={styles.body} style={{ blockSize: virtualizer.getTotalSize() }}>
        {lines.map((line) => {
          const item = items[line.index];
          if (!item) return null;
          const isSticky = line.index === stickyIndex;
          return (
            <div key={item.key} role="presentation" className={isSticky ? styles.sticky : styles.line} style={placeOf(line, isSticky)}>
              {item.type === 'day' ? (
                <DayHeader day={item.day} sums={item.sums} />
              ) : (
                <TransactionLine
                  id={`${baseId}-${item.row.id}`}
                  row={item.row}
                  rowIndex={item.rowIndex}
                  account={names.get(item.row.accountId)}
                  isActive={item.row.id === activeId}
                  isOpen={item.row.id === openId}
                  onPick={pick}
                />
              )}
            </div>
          );
        })}
      </div>
      <ListTail pages={pages} />
    </div>
  );
}

function ColumnHeads() {
  const t = useT();
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" className={styles.columns} tabIndex={-1}>
        <span role="columnheader" tabIndex={-1} className={styles.name}>
          {t('transactions.list.counterparty')}
        </span>
        <span role="columnheader" tabIndex={-1} className={styles.kind}>
          {t('transactions.drawer.kind')}
        </span>
        <span role="columnheader" tabIndex={-1} className={styles.account}>
          {t('transactions.list.account')}
        </span>
        <span role="columnheader" tabIndex={-1} className={styles.amount}>
          <RiyalGlyph /> <bdi>{t('transactions.list.amount')}</bdi>
        </span>
      </div>
    </div>
  );
}

function useDayList(gridRef: RefObject<HTMLDivElement | null>, items: readonly ListItem[], activeIndex: number | undefined) {
  const dayIndexes = useMemo(() => items.flatMap((item, index) => (item.type === 'day' ? [index] : [])), [items]);
  // The day whose rows are in view stays rendered, and so does the current row: the grid points at its id.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const day = dayIndexes.findLast((index) => index <= range.startIndex) ?? 0;
      const kept = new Set([day, ...(activeIndex === undefined ? [] : [activeIndex]), ...defaultRangeExtractor(range)]);
      return [...kept].toSorted((a, b) => a - b);
    },
    [dayIndexes, activeIndex],
  );
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => gridRef.current,
    estimateSize: (index) => (items[index]?.type === 'day' ? DAY_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => items[index]?.key ?? index,
    rangeExtractor,
    overscan: 12,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT + DAY_HEIGHT,
    scrollPaddingEnd: 8,
    // Scrolling to the current row happens in an effect, where React refuses a synchronous redraw.
    useFlushSync: false,
  });
  const firstLine = virtualizer.range?.startIndex ?? 0;
  return { virtualizer, stickyIndex: dayIndexes.findLast((index) => index <= firstLine) ?? 0 };
}

function placeOf(line: VirtualItem, isSticky: boolean): React.CSSProperties {
  return isSticky ? { blockSize: line.size } : { blockSize: line.size, transform: `translateY(${line.start - HEAD_HEIGHT}px)` };
}

function indexOf(items: readonly ListItem[], id: number | undefined): number | undefined {
  const index = items.findIndex((item) => item.type === 'row' && item.row.id === id);
  return index < 0 ? undefined : index;
}

function keyStep(key: string, length: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: PAGE_STEP,
    PageUp: -PAGE_STEP,
    Home: -length,
    End: length,
  };
  return steps[key];
}

function useNextPart(lastLine: number, length: number, pages: TransactionListProps['pages']) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  useEffect(() => {
    if (lastLine >= length - AHEAD && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [lastLine, length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
}

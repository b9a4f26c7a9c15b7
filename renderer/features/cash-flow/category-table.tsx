import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { CashFlowBreakdown, CategoryFlow, FlowSide } from '../../../shared/contract/cash-flow.ts';
import type { OwnCategory } from '../../../shared/contract/categories.ts';
import { chartColour } from '../../charts/palette.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/link.tsx';
import type { Basis } from './address.ts';
import styles from './breakdown-table.module.css';
import { BreakdownAmounts, BreakdownHead } from './breakdown-table.tsx';
import { basisOf } from './comparisons.ts';
import { transactionsHref } from './list-address.ts';
import type { FlowScope } from './queries.ts';
import { ShareBar } from './share-bar.tsx';

export type CategoryTableProps = {
  readonly breakdown: CashFlowBreakdown;
  readonly categories: readonly OwnCategory[];
  readonly scope: FlowScope;
  readonly side: FlowSide;
  readonly basis: Basis;
};

/** One side by category, largest first; a parent opens to what it is made of, a name leads to its transactions. */
export function CategoryTable({ breakdown, categories, scope, side, basis }: CategoryTableProps) {
  const t = useT();
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const flows = breakdown.categories.filter((flow) => flow.side === side);
  const roots = flows.filter((flow) => flow.parentId === null);
  if (roots.length === 0) return <p className={styles.none}>{t('cash-flow.categories.none')}</p>;
  const toggle = (id: number) => setOpen((ids) => (ids.has(id) ? new Set([...ids].filter((one) => one !== id)) : new Set([...ids, id])));
  const scale = scaleOf(roots, side, basis);
  const total = Math.abs(breakdown[side].minor);
  return (
    <table className={styles.table}>
      <BreakdownHead
        caption={t(`cash-flow.categories.${side}`)}
        first={t('cash-flow.categories.name')}
        second={t('cash-flow.categories.share')}
        basis={basis}
      />
      <tbody>
        {roots.flatMap((root) => {
          const children = flows.filter((flow) => flow.parentId === root.categoryId);
          const isOpen = open.has(root.categoryId);
          return [root, ...(isOpen ? children : [])].map((flow) => (
            <CategoryRow
              key={flow.categoryId}
              flow={flow}
              category={categories.find((one) => one.id === flow.categoryId)}
              href={transactionsHref({ ...breakdown, accountId: scope.accountId, categoryIds: idsOf(flow, categories) })}
              opener={flow === root && children.length > 0 ? { isOpen, onToggle: () => toggle(root.categoryId) } : undefined}
              scale={scale}
              total={total}
              currency={scope.currency}
              basis={basis}
            />
          ));
        })}
      </tbody>
    </table>
  );
}

type RowProps = {
  readonly flow: CategoryFlow;
  readonly category: OwnCategory | undefined;
  readonly href: string;
  readonly opener: { readonly isOpen: boolean; readonly onToggle: () => void } | undefined;
  readonly scale: (minor: number) => number;
  readonly total: number;
  readonly currency: string;
  readonly basis: Basis;
};

function CategoryRow({ flow, category, href, opener, scale, total, currency, basis }: RowProps) {
  const t = useT();
  const format = useFormat();
  const name = category ? (format.language === 'ar' ? category.nameAr : category.nameEn) : t('cash-flow.categories.unknown');
  const compared = basisOf(flow, basis);
  const size = sizeOf(flow.minor, flow.side);
  const isChild = flow.parentId !== null;
  const colour = chartColour(category?.colour ?? 7);
  return (
    <tr className={cx(isChild && styles.child)}>
      <th scope="row" className={styles.name}>
        <span className={styles.nameLine}>
          {opener ? (
            <Button
              className={cx(styles.opener, opener.isOpen && styles.open)}
              aria-expanded={opener.isOpen}
              aria-label={t(opener.isOpen ? 'cash-flow.categories.collapse' : 'cash-flow.categories.expand', { name })}
              onPress={opener.onToggle}
            >
              <Icon of={ChevronRight} size={13} points />
            </Button>
          ) : (
            <span className={styles.noOpener} />
          )}
          {!isChild && <span className={styles.swatch} style={{ backgroundColor: colour }} />}
          <span className={styles.text}>
            <Link href={href}>
              <bdi>{name}</bdi>
            </Link>
          </span>
        </span>
      </th>
      <td className={styles.barCell}>
        <ShareBar share={scale(size)} tick={compared === null ? null : scale(sizeOf(compared, flow.side))} colour={colour} />
      </td>
      <BreakdownAmounts
        minor={size}
        comparedMinor={compared === null ? null : sizeOf(compared, flow.side)}
        currency={currency}
        second={size > 0 && total > 0 ? format.percent(size / total) : '—'}
      />
    </tr>
  );
}

/** What is spent counts upwards; a month of refunds is below zero. */
const sizeOf = (minor: number, side: FlowSide): number => (side === 'income' ? minor : -minor);

function scaleOf(roots: readonly CategoryFlow[], side: FlowSide, basis: Basis): (minor: number) => number {
  const most = Math.max(1, ...roots.flatMap((flow) => [sizeOf(flow.minor, side), sizeOf(basisOf(flow, basis) ?? 0, side)]));
  return (minor) => Math.max(0, Math.min(1, minor / most));
}

function idsOf({ categoryId, parentId }: CategoryFlow, categories: readonly OwnCategory[]): number[] {
  const children = parentId === null ? categories.filter((one) => one.parentId === categoryId).map((one) => one.id) : [];
  return [categoryId, ...children];
}

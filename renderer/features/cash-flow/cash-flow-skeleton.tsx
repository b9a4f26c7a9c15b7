import { useT } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import { Stack } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './breakdown.module.css';
import skeleton from './cash-flow-skeleton.module.css';

/** The page's cards at their final height: titles stand, figures come. */
export function CashFlowSkeleton() {
  const t = useT();
  return (
    <Stack>
      <Card>
        <div className={skeleton.period}>
          <div className={skeleton.figures}>
            <Skeleton rows={3} rowHeight={40} />
          </div>
          <div className={skeleton.axes} aria-hidden="true">
            <span />
            <span />
            <span />
            <span />
          </div>
        </div>
      </Card>
      <div className={styles.grid}>
        <Card title={t('cash-flow.categories.expense')} padding="flush">
          <Skeleton rows={7} rowHeight={36} />
        </Card>
        <Card title={t('cash-flow.merchants.expense')} padding="flush">
          <Skeleton rows={7} rowHeight={36} />
        </Card>
      </div>
    </Stack>
  );
}

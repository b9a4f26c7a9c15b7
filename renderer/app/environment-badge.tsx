import { useQuery } from '@tanstack/react-query';
import { ChevronsUpDown } from 'lucide-react';
import { Link, TooltipTrigger } from 'react-aria-components';
import { environmentQueries } from '../features/settings/public.ts';
import { cx } from '../lib/cx.ts';
import { useT } from '../lib/format.ts';
import { hrefTo } from '../lib/router.ts';
import { Icon } from '../ui/icon.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import styles from './environment-badge.module.css';

/** Which provider's data is on screen: a diamond for made-up data, a disc for live data. Goes to where it is changed. */
export function EnvironmentBadge() {
  const t = useT();
  const { data } = useQuery(environmentQueries.list());
  const active = data?.find((environment) => environment.isActive);
  if (!active) return <div className={styles.badge} />;
  const name = t(`common.environment.${active.kind}`);
  const note = t(`common.environment.${active.kind}Note`);
  return (
    <TooltipTrigger delay={300} closeDelay={0}>
      <Link
        href={hrefTo('/settings/environment')}
        className={styles.badge ?? ''}
        aria-label={`${t('common.environment.label')}: ${name} ${note}`}
      >
        <span className={cx(styles.mark, active.kind === 'production' && styles.live)} data-drawn />
        <span className={styles.words}>
          <span className={styles.name}>{name}</span> <span className={styles.note}>{note}</span>
        </span>
        <span className={styles.arrows}>
          <Icon of={ChevronsUpDown} />
        </span>
      </Link>
      <Tooltip placement="end" isNarrowOnly>
        {name}
      </Tooltip>
    </TooltipTrigger>
  );
}

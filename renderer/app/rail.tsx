import { useQuery } from '@tanstack/react-query';
import {
  Activity,
  ChartNoAxesColumn,
  Landmark,
  LayoutGrid,
  List,
  type LucideIcon,
  Scale,
  Settings2,
  Shapes,
  ShieldCheck,
} from 'lucide-react';
import { Link, TooltipTrigger } from 'react-aria-components';
import { connectionQueries, needsPersonCount } from '../features/connections/public.ts';
import { cx } from '../lib/cx.ts';
import { useFormat, useT } from '../lib/format.ts';
import { hrefTo } from '../lib/router.ts';
import { Badge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { EnvironmentBadge } from './environment-badge.tsx';
import styles from './rail.module.css';

const MAIN_ITEMS = [
  { path: 'overview', icon: LayoutGrid },
  { path: 'transactions', icon: List },
  { path: 'accounts', icon: Landmark },
  { path: 'cash-flow', icon: ChartNoAxesColumn },
  { path: 'categories', icon: Shapes },
  { path: 'consents', icon: ShieldCheck },
  { path: 'activity', icon: Activity },
] as const;

export function Rail({ current }: { readonly current: string }) {
  const t = useT();
  const { data: connections } = useQuery(connectionQueries.list());
  const consentsWaiting = needsPersonCount(connections ?? []);
  return (
    <nav className={styles.rail} aria-label={t('common.nav.label')}>
      <p className={styles.brand}>
        <Icon of={Scale} size={20} />
        <span className={styles.word}>{t('common.appName')}</span>
      </p>
      <ul className={styles.items}>
        {MAIN_ITEMS.map((item) => (
          <li key={item.path}>
            <RailItem
              path={item.path}
              icon={item.icon}
              isCurrent={current === item.path}
              waiting={item.path === 'consents' ? consentsWaiting : 0}
            />
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <RailItem path="settings" icon={Settings2} isCurrent={current === 'settings'} />
        <EnvironmentBadge />
      </div>
    </nav>
  );
}

type RailItemProps = {
  readonly path: (typeof MAIN_ITEMS)[number]['path'] | 'settings';
  readonly icon: LucideIcon;
  readonly isCurrent: boolean;
  /** Things there that need the person. */
  readonly waiting?: number;
};

function RailItem({ path, icon, isCurrent, waiting = 0 }: RailItemProps) {
  const t = useT();
  const format = useFormat();
  const label = t(`common.nav.${path}`);
  return (
    <TooltipTrigger delay={300} closeDelay={0}>
      <Link
        href={hrefTo(path)}
        className={cx(styles.item, isCurrent && styles.current)}
        aria-label={waiting === 0 ? label : t('common.nav.waiting', { name: label, count: waiting })}
        {...(isCurrent ? { 'aria-current': 'page' } : {})}
      >
        <Icon of={icon} />
        <span className={styles.word}>{label}</span>
        {waiting > 0 && (
          <span className={styles.waiting}>
            <Badge tone="warn">{format.count(waiting)}</Badge>
          </span>
        )}
      </Link>
      <Tooltip placement="end" isNarrowOnly>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}

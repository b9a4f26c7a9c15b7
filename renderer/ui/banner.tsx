import { AlertTriangle, Clock, Info, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';
import styles from './banner.module.css';
import { Icon } from './icon.tsx';

/** `offline` is neutral on purpose: nothing is wrong and nothing is lost. */
export type BannerTone = 'neutral' | 'warn' | 'danger' | 'offline';
export type BannerProps = {
  readonly tone: BannerTone;
  /** The strong sentence: what happened. */
  readonly title: string;
  /** What it means. */
  readonly children?: ReactNode;
  /** One button. */
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
};

const ICONS = { neutral: Info, warn: Clock, danger: AlertTriangle, offline: WifiOff } as const;

export function Banner({ tone, title, children, action, icon }: BannerProps) {
  return (
    <div className={cx(styles.banner, styles[tone])} role={tone === 'danger' ? 'alert' : 'status'}>
      <span className={styles.icon}>{icon ?? <Icon of={ICONS[tone]} />}</span>
      <p className={styles.text}>
        <strong className={styles.title}>{title}</strong> {children !== undefined && <span className={styles.body}>{children}</span>}
      </p>
      {action}
    </div>
  );
}

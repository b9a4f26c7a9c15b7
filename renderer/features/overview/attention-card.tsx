import { CalendarDays, Clock, Unplug } from 'lucide-react';
import type { Account } from '../../../shared/contract/accounts.ts';
import type { Overview } from '../../../shared/contract/overview.ts';
import { EXPIRING_DAYS } from '../../../shared/domain/consent-state.ts';
import { type Format, type Translate, useFormat, useT } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { renewHref } from '../connections/public.ts';
import styles from './attention-card.module.css';

type Item = Overview['attention'][number];
export type AttentionCardProps = { readonly items: readonly Item[]; readonly accounts: readonly Account[] };

/** What needs the person, soonest first as the core ordered it. Only the first may carry the view's primary button. */
export function AttentionCard({ items, accounts }: AttentionCardProps) {
  const t = useT();
  const format = useFormat();
  const title = t('overview.attention.title');
  if (items.length === 0) {
    return (
      <Card title={title} padding="flush">
        <p className={styles.none}>
          {t('overview.attention.none')} {t('overview.attention.noneBody', { days: format.count(EXPIRING_DAYS) })}
        </p>
      </Card>
    );
  }
  return (
    <Card title={title} note={<Badge tone="warn">{format.count(items.length)}</Badge>} padding="flush">
      <ul>
        {items.map((item, index) => (
          <AttentionRow key={`${item.kind}-${item.connectionId}`} item={item} accounts={accounts} isFirst={index === 0} />
        ))}
      </ul>
    </Card>
  );
}

const ICONS = {
  consent_expiring: CalendarDays,
  consent_expired: CalendarDays,
  reconnect_required: Unplug,
  bank_failed: Clock,
  account_stale: Clock,
} as const;

type RowProps = { readonly item: Item; readonly accounts: readonly Account[]; readonly isFirst: boolean };

function AttentionRow({ item, accounts, isFirst }: RowProps) {
  const t = useT();
  const format = useFormat();
  const members = accounts.filter((account) => account.connectionId === item.connectionId);
  const bank = format.bank(members[0] ?? item);
  const { title, body } = wordsOf(item, bank, oldestData(members), format, t);
  const action = actionOf(item);
  return (
    <li className={styles.item}>
      <span className={isEnding(item) ? styles.warn : styles.icon}>
        <Icon of={ICONS[item.kind]} />
      </span>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {body !== '' && <p className={styles.body}>{body}</p>}
      </div>
      {action !== undefined && (
        <ButtonLink href={renewHref(item.connectionId)} variant={isFirst ? 'primary' : 'secondary'}>
          {t(action)}
        </ButtonLink>
      )}
    </li>
  );
}

function isEnding(item: Item): boolean {
  return item.kind === 'consent_expiring' || item.kind === 'consent_expired' || item.kind === 'reconnect_required';
}

function actionOf(item: Item): string | undefined {
  if (item.kind === 'consent_expiring' || item.kind === 'consent_expired') return 'overview.attention.renew';
  return item.kind === 'reconnect_required' ? 'overview.attention.reconnect' : undefined;
}

function oldestData(accounts: readonly Account[]): string | undefined {
  return accounts.flatMap((account) => account.bankDataAt ?? []).toSorted()[0];
}

function wordsOf(item: Item, bank: string, shownAt: string | undefined, format: Format, t: Translate) {
  const key = `overview.attention.${item.kind}`;
  const showing = () => (shownAt === undefined ? '' : t(`${key}Body`, { time: format.asOf(shownAt) }));
  switch (item.kind) {
    case 'consent_expiring':
      return { title: t(key, { count: item.daysLeft ?? 0 }), body: withDate(bank, item, format) };
    case 'consent_expired':
      return { title: t('overview.attention.consent_expired'), body: withDate(bank, item, format) };
    case 'reconnect_required':
      return { title: t(key, { bank }), body: t(`${key}Body`) };
    case 'bank_failed':
      return { title: item.at === null ? t(`${key}NoTime`, { bank }) : t(key, { bank, time: format.asOf(item.at) }), body: showing() };
    case 'account_stale':
      return { title: t(key, { bank }), body: showing() };
  }
}

/** Both calendars wherever something ends. */
function withDate(bank: string, item: Item, format: Format): string {
  return item.at === null ? bank : `${bank} · ${format.bothCalendars(format.dayOf(item.at))}`;
}

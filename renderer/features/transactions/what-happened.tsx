import { Link2 } from 'lucide-react';
import { type LedgerEvent, SOURCED_FIELDS } from '../../../shared/contract/transactions.ts';
import { isDay } from '../../../shared/domain/dates.ts';
import { cx } from '../../lib/cx.ts';
import { type Format, useFormat, useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import section from './transaction-facts.module.css';
import type { Detail } from './transaction-facts.tsx';
import styles from './what-happened.module.css';

/** How the row came to be what it is: held, booked, changed, removed; each with the bank's day and when Mizan saw it. */
export function WhatHappened({ detail }: { readonly detail: Detail }) {
  const t = useT();
  const { history } = detail;
  if (history.length === 0) return null;
  const link = history.findLast((event) => event.link !== null)?.link;
  return (
    <section className={section.section}>
      <h3 className={section.heading}>{t('transactions.history.title')}</h3>
      <ol className={styles.events}>
        {history.map((event) => (
          <Event key={`${event.at}-${event.kind}`} event={event} />
        ))}
      </ol>
      {link && (
        <p className={styles.link}>
          <Icon of={Link2} size={13} />
          {t(`transactions.history.link.${link}`)}
        </p>
      )}
    </section>
  );
}

const HOLLOW: readonly LedgerEvent['kind'][] = ['held', 'released'];

function Event({ event }: { readonly event: LedgerEvent }) {
  const t = useT();
  const format = useFormat();
  const amount = format.amount({ minor: Math.abs(event.amountMinor), currency: event.currency }, { withCode: event.currency !== 'SAR' });
  return (
    <li className={cx(styles.event, HOLLOW.includes(event.kind) && styles.hollow)}>
      <p className={styles.line}>
        <span className={styles.what}>
          <strong>{t(`transactions.history.kind.${event.kind}`, { amount })}</strong>
          <Difference event={event} />
        </span>
        <span className={styles.seen}>{t('transactions.history.seen', { time: format.asOf(event.at) })}</span>
      </p>
      <p className={styles.day}>
        <bdi>{format.day(event.day, 'date')}</bdi>
      </p>
      <Changes event={event} />
    </li>
  );
}

/** "2.50 less than held": only between amounts of one sign, or the comparison would be no words anyone uses. */
function Difference({ event }: { readonly event: LedgerEvent }) {
  const t = useT();
  const format = useFormat();
  if (event.beforeMinor === null) return null;
  const isComparable = event.beforeMinor < 0 === event.amountMinor < 0;
  const difference = Math.abs(event.amountMinor) - Math.abs(event.beforeMinor);
  const kind = event.kind === 'booked' ? 'Held' : 'Before';
  const money = (minor: number) => format.amount({ minor, currency: event.currency });
  return (
    <span className={styles.difference}>
      {isComparable
        ? t(`transactions.history.${difference < 0 ? 'less' : 'more'}${kind}`, { amount: money(Math.abs(difference)) })
        : t('transactions.history.was', {
            amount: format.amount({ minor: event.beforeMinor, currency: event.currency }, { signed: true }),
          })}
    </span>
  );
}

function Changes({ event }: { readonly event: LedgerEvent }) {
  const t = useT();
  const format = useFormat();
  // A booking day of its own is what booking means; the day stands above.
  const changes = event.changes.filter(({ field }) => isKnown(field) && !(event.kind === 'booked' && field === 'bookedOn'));
  if (changes.length === 0) return null;
  return (
    <dl className={styles.changes}>
      {changes.map((change) => (
        <div key={change.field} className={styles.change}>
          <dt>{t(`transactions.sources.${change.field}`)}</dt>
          <dd>
            <del>
              <bdi>{shown(change.field, change.from, format) || '—'}</bdi>
            </del>{' '}
            <ins>
              <bdi>{shown(change.field, change.to, format) || '—'}</bdi>
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );

  function shown(field: string, value: string, { day, words }: Format): string {
    if (field === 'kind' && value !== '') return t(`transactions.kinds.${value}`);
    return isDay(value) ? day(value, 'plain') : words(value);
  }
}

function isKnown(field: string): boolean {
  return (SOURCED_FIELDS as readonly string[]).includes(field); // a plain list of names, read only
}

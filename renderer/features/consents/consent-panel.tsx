import { useQuery } from '@tanstack/react-query';
import { CircleAlert, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { Consent, ConsentBar, ConsentGroup } from '../../../shared/contract/consents.ts';
import { daysBetween } from '../../../shared/domain/dates.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { BankMonogram } from '../../ui/bank-monogram.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/link.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { renewHref } from '../connections/public.ts';
import { DisconnectDialog } from '../erasure/public.ts';
import styles from './consent-panel.module.css';
import { ConsentTextDialog } from './consent-text-dialog.tsx';
import { consentQueries } from './queries.ts';
import { useGroupEnd } from './use-group-end.ts';

export type ConsentPanelProps = { readonly group: ConsentGroup; readonly onClose: () => void };

/** One bank's consent: until when, what was agreed to, what came before, and the way to renew it. */
export function ConsentPanel({ group, onClose }: ConsentPanelProps) {
  const t = useT();
  const format = useFormat();
  const [readId, setReadId] = useState<string>();
  const [isLeaving, setIsLeaving] = useState(false);
  const { bankName, bankNameAr, state } = group;
  const end = useGroupEnd(group);
  const name = format.bank(group);
  const current = group.bars.at(-1);
  return (
    <Drawer
      title={<bdi className={styles.name}>{name}</bdi>}
      isOpen
      onClose={onClose}
      footer={<Actions group={group} onLeave={() => setIsLeaving(true)} />}
    >
      <div className={styles.bank}>
        <BankMonogram name={name} seed={group.bankName} />
        <span className={styles.muted}>{t('consents.panel.accounts', { count: group.lanes.length })}</span>
        <span className={styles.badge}>
          <Badge tone={end.tone}>{end.text}</Badge>
        </span>
      </div>
      {current && <EndBlock group={group} bar={current} />}
      {current && <Agreed bar={current} onRead={setReadId} />}
      <Earlier bars={group.bars.slice(0, -1)} onRead={setReadId} />
      <Gaps group={group} />
      {isLeaving && (
        <DisconnectDialog connection={{ id: group.connectionId, bankName, bankNameAr, state }} onClose={() => setIsLeaving(false)} />
      )}
      {readId !== undefined && <ConsentTextDialog id={readId} onClose={() => setReadId(undefined)} />}
    </Drawer>
  );
}

/** As easy to leave as to go on (S32): both ways at the same size, always in sight. */
function Actions({ group, onLeave }: { readonly group: ConsentGroup; readonly onLeave: () => void }) {
  const t = useT();
  const format = useFormat();
  const isOver = group.state === 'reconnect_required' || group.state === 'disconnected';
  return (
    <>
      <div className={styles.actions}>
        <ButtonLink href={renewHref(group.connectionId)} variant="primary" size="lg" icon={<Icon of={ExternalLink} points />}>
          {t(isOver ? 'consents.panel.reconnect' : 'consents.panel.renew')}
        </ButtonLink>
        <Button variant="equal" size="lg" onPress={onLeave}>
          {t(group.state === 'disconnected' ? 'erasure.eraseHistory.menu' : 'erasure.disconnect.menu')}
        </Button>
      </div>
      <p className={styles.hint}>{t('consents.panel.renewHint', { bank: format.bank(group) })}</p>
    </>
  );
}

/** The end in both calendars, and how far the consent has run. */
function EndBlock({ group, bar }: { readonly group: ConsentGroup; readonly bar: ConsentBar }) {
  const t = useT();
  const format = useFormat();
  if (bar.endsOn === null) return null;
  const total = Math.max(1, daysBetween(bar.grantedOn, bar.endsOn));
  const day = Math.min(total, Math.max(0, daysBetween(bar.grantedOn, format.today)));
  return (
    <section className={styles.section}>
      <p className={styles.end}>{format.day(bar.endsOn, 'date')}</p>
      <p className={styles.muted}>{format.hijri(bar.endsOn)}</p>
      {bar.isEndEstimated && <p className={styles.hint}>{t('consents.panel.estimated')}</p>}
      {bar.state === 'in_force' && (
        <>
          <div className={styles.track} aria-hidden="true" data-drawn>
            <div className={group.state === 'expiring' ? styles.soon : styles.run} style={{ inlineSize: `${(day / total) * 100}%` }} />
          </div>
          <p className={styles.scale}>
            <span>{t('consents.panel.given', { date: format.day(bar.grantedOn, 'plain') })}</span>
            <span>{t('consents.panel.day', { day, total })}</span>
          </p>
        </>
      )}
    </section>
  );
}

/** Rows of the card as it was shown; their labels are in the language it was shown in. */
const SUMMARY: readonly string[] = ['purpose', 'data', 'history', 'receiver', 'cost'];

function Agreed({ bar, onRead }: { readonly bar: ConsentBar; readonly onRead: (id: string) => void }) {
  const t = useT();
  const format = useFormat();
  const query = useQuery(consentQueries.get(bar.consentId));
  return (
    <section className={styles.section} aria-label={t('consents.panel.agreed')}>
      <h2 className={styles.heading}>{t('consents.panel.agreed')}</h2>
      {query.isPending ? (
        <Skeleton rows={4} rowHeight={32} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : (
        <>
          <Summary consent={query.data} />
          {query.data.shown !== null && (
            <Link onPress={() => onRead(bar.consentId)}>{t('consents.panel.read', { date: format.day(bar.grantedOn) })}</Link>
          )}
        </>
      )}
    </section>
  );
}

function Summary({ consent }: { readonly consent: Consent }) {
  const t = useT();
  const format = useFormat();
  // The reader's language where the text was kept in it; the exact text is one press away.
  const card = [consent.shown, consent.translation].find((one) => one?.language === format.language) ?? consent.shown;
  if (card === null) {
    const kinds = consent.dataKinds.filter((kind) => ['accounts', 'balances', 'transactions'].includes(kind));
    return (
      <>
        <p className={styles.muted}>{t('consents.panel.noText')}</p>
        <dl className={styles.facts}>
          <dt>{t('consents.panel.dataKinds')}</dt>
          <dd>{kinds.map((kind) => t(`consents.panel.${kind}Kind`)).join(format.language === 'ar' ? '، ' : ', ')}</dd>
        </dl>
      </>
    );
  }
  const rows = card.rows.filter((row) => SUMMARY.includes(row.id));
  return (
    <dl className={styles.facts} lang={card.language}>
      {rows.map((row) => (
        <div key={row.id}>
          <dt>{row.label}</dt>
          <dd>
            {row.id === 'data'
              ? row.items.filter((item) => item.isRead).map((item) => <p key={item.text}>{item.text}</p>)
              : format.digits(row.lines[0] ?? '')}
          </dd>
        </div>
      ))}
      <div lang={format.language}>
        <dt>{t('consents.panel.updating')}</dt>
        <dd>{t(consent.isKeptUpdating ? 'consents.panel.updatingOn' : 'consents.panel.updatingOff')}</dd>
      </div>
    </dl>
  );
}

function Earlier({ bars, onRead }: { readonly bars: readonly ConsentBar[]; readonly onRead: (id: string) => void }) {
  const t = useT();
  const format = useFormat();
  if (bars.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{t('consents.panel.earlier')}</h2>
      <ul className={styles.list}>
        {bars.toReversed().map((bar) => (
          <li key={bar.consentId}>
            <span className={styles.range}>
              {bar.endsOn === null ? format.day(bar.grantedOn, 'plain') : format.range(bar.grantedOn, bar.endsOn)}
            </span>
            <Badge>{t(`consents.state.${bar.state}`)}</Badge>
            <Link onPress={() => onRead(bar.consentId)}>{t('consents.panel.readEarlier')}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Gaps({ group }: { readonly group: ConsentGroup }) {
  const t = useT();
  const format = useFormat();
  const gaps = [...new Map(group.lanes.flatMap((lane) => lane.gaps).map((gap) => [`${gap.fromOn} ${gap.untilOn}`, gap])).values()];
  if (gaps.length === 0) return null;
  return (
    <section className={styles.section}>
      {gaps.map((gap) => (
        <p key={gap.fromOn} className={styles.gap}>
          <Icon of={CircleAlert} />
          <span>{t('consents.panel.gap', { range: format.range(gap.fromOn, gap.untilOn) })}</span>
        </p>
      ))}
    </section>
  );
}

import { CircleAlert } from 'lucide-react';
import type { AccountDetail } from '../../../shared/contract/accounts.ts';
import { type Format, type Translate, useFormat, useT } from '../../lib/format.ts';
import { Banner, type BannerTone } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { renewHref } from '../connections/public.ts';
import styles from './account-notices.module.css';

type Notice = {
  readonly id: string;
  readonly tone: BannerTone;
  readonly title: string;
  readonly body: string;
  readonly canConnect?: boolean;
};

/** What a reader must know before believing the figures below. */
export function AccountNotices({ account }: { readonly account: AccountDetail }) {
  const t = useT();
  const format = useFormat();
  const notices = noticesOf(account, t, format);
  if (notices.length === 0) return null;
  return (
    <div className={styles.notices}>
      {notices.map((notice) => (
        <Banner
          key={notice.id}
          tone={notice.tone}
          title={notice.title}
          {...(notice.id === 'quarantined' ? { icon: <Icon of={CircleAlert} /> } : {})}
          action={
            notice.canConnect && (
              <ButtonLink href={renewHref(account.connectionId)} size="sm">
                {t('accounts.notice.renew')}
              </ButtonLink>
            )
          }
        >
          {notice.body}
        </Banner>
      ))}
    </div>
  );
}

function noticesOf(account: AccountDetail, t: Translate, format: Format): Notice[] {
  const notices: Notice[] = [];
  const consent = consentNotice(account, t);
  const data = dataNotice(account, t, format);
  if (consent) notices.push(consent);
  // An ended consent already says why nothing new comes.
  else if (data) notices.push(data);
  if (account.archivedBy !== null) {
    const key = account.archivedBy === 'bank' ? 'accounts.notice.archived' : 'accounts.notice.putAway';
    notices.push({ id: 'archived', tone: 'neutral', title: t(key), body: t(`${key}Body`) });
  }
  if (account.quarantinedCount > 0) {
    notices.push({
      id: 'quarantined',
      tone: 'warn',
      title: t('accounts.detail.quarantined', { count: account.quarantinedCount }),
      body: t('accounts.detail.quarantinedBody'),
    });
  }
  return notices;
}

function consentNotice({ connectionState }: AccountDetail, t: Translate): Notice | undefined {
  if (connectionState !== 'expired' && connectionState !== 'reconnect_required') return undefined;
  const key = `accounts.notice.${connectionState}`;
  return { id: connectionState, tone: 'danger', title: t(key), body: t(`${key}Body`), canConnect: true };
}

function dataNotice(account: AccountDetail, t: Translate, format: Format): Notice | undefined {
  const { dataState, bankDataAt } = account;
  if (dataState === 'importing') {
    return { id: dataState, tone: 'neutral', title: t('accounts.notice.importing'), body: t('accounts.notice.importingBody') };
  }
  if (dataState !== 'failed' && dataState !== 'stale') return undefined;
  const body = bankDataAt === null ? t('accounts.state.never') : t('accounts.notice.staleBody', { time: format.asOf(bankDataAt) });
  const title = dataState === 'failed' ? t('accounts.notice.error', { bank: format.bank(account) }) : t('accounts.notice.stale');
  return { id: dataState, tone: 'warn', title, body };
}

import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesColumn, Landmark } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import type { CashFlowOverview } from '../../../shared/contract/cash-flow.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { hrefTo, navigate, useRoute } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, Stack } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { accountQueries } from '../accounts/public.ts';
import { type CashFlowAddress, RANGES, readAddress, writeAddress } from './address.ts';
import { Breakdown } from './breakdown.tsx';
import { CalendarSwitch } from './calendar-switch.tsx';
import styles from './cash-flow-page.module.css';
import { CashFlowSkeleton } from './cash-flow-skeleton.tsx';
import { toFlowPoints } from './flow-points.ts';
import { PeriodCard } from './period-card.tsx';
import { cashFlowQueries } from './queries.ts';
import { SalaryDialog } from './salary-dialog.tsx';

export type ChangeAddress = (change: Partial<CashFlowAddress>) => void;

/** Income and spending by month; the chosen month, currency, side and comparison are the address. */
export function CashFlowPage() {
  const t = useT();
  const { params } = useRoute();
  const address = useMemo(() => readAddress(params), [params]);
  const change = useCallback<ChangeAddress>((next) => navigate(writeAddress({ ...address, ...next }), { replace: true }), [address]);
  const [isSettingUp, setSettingUp] = useState(false);
  const query = useQuery(cashFlowQueries.overview(address.range, address.accountId));
  const calendar = useQuery(cashFlowQueries.calendar());
  return (
    <Page
      title={t('cash-flow.title')}
      control={calendar.data && <CalendarSwitch calendar={calendar.data} onChange={change} onSetUp={() => setSettingUp(true)} />}
      aside={
        query.data &&
        (query.data.currencies.length > 0 || address.accountId !== undefined) && (
          <Scope overview={query.data} address={address} onChange={change} />
        )
      }
    >
      {query.isPending ? (
        <CashFlowSkeleton />
      ) : query.isError ? (
        <Card>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
        </Card>
      ) : query.data.currencies.length === 0 ? (
        <NothingYet accountId={address.accountId} onAll={() => change({ accountId: undefined })} />
      ) : (
        <Ready overview={query.data} address={address} onChange={change} />
      )}
      {isSettingUp && calendar.data && (
        <SalaryDialog calendar={calendar.data} onDone={() => change({ period: undefined })} onClose={() => setSettingUp(false)} />
      )}
    </Page>
  );
}

/** An id no account has: ours are made of hex digits. */
const ALL_ACCOUNTS = 'all';

type PartProps = { readonly overview: CashFlowOverview; readonly address: CashFlowAddress; readonly onChange: ChangeAddress };

/** Whose money, which currency where there are several, and how far back. */
function Scope({ overview, address, onChange }: PartProps) {
  const t = useT();
  const format = useFormat();
  const accounts = useQuery(accountQueries.list(true));
  const currencies = overview.currencies.map(({ currency }) => ({ id: currency, label: currency }));
  const nameOf = ({ name, numberLast4, ibanLast4 }: Account) => format.account(name, numberLast4 ?? ibanLast4);
  return (
    <>
      <Select
        label={t('cash-flow.accounts.label')}
        isLabelHidden
        icon={<Icon of={Landmark} />}
        options={[
          { id: ALL_ACCOUNTS, label: t('cash-flow.accounts.all') },
          ...(accounts.data ?? []).map((account) => ({ id: account.id, label: nameOf(account) })),
        ]}
        value={address.accountId ?? ALL_ACCOUNTS}
        onChange={(id) => onChange({ accountId: id === ALL_ACCOUNTS ? undefined : id, currency: undefined })}
      />
      {currencies.length > 1 && (
        <Select
          label={t('cash-flow.currency')}
          isLabelHidden
          options={currencies}
          value={currencyOf(overview, address)}
          onChange={(currency) => onChange({ currency: currency === currencies[0]?.id ? undefined : currency })}
        />
      )}
      <Select
        label={t('cash-flow.range.label')}
        isLabelHidden
        options={RANGES.map((range) => ({
          id: String(range),
          label: range === 'all' ? t('cash-flow.range.all') : t('cash-flow.range.last', { count: range }),
        }))}
        value={String(address.range)}
        onChange={(id) => onChange({ range: RANGES.find((range) => String(range) === id) ?? 12 })}
      />
    </>
  );
}

function Ready({ overview, address, onChange }: PartProps) {
  const format = useFormat();
  const currency = currencyOf(overview, address);
  const scope = { currency, accountId: address.accountId };
  const points = useMemo(() => toFlowPoints(overview, currency, format), [overview, currency, format]);
  const chosen = overview.periods.findIndex((period) => period.fromDay === address.period);
  const selected = chosen < 0 ? points.length - 1 : chosen;
  const period = overview.periods[selected];
  const select = (index: number) => onChange({ period: index === points.length - 1 ? undefined : points[index]?.key });
  if (!period) return null;
  return (
    <Stack>
      <PeriodCard overview={overview} scope={scope} points={points} selected={selected} onSelect={select} />
      <Breakdown
        kind={overview.kind}
        period={period}
        scope={scope}
        address={address}
        onChange={onChange}
        months={{ overview, points, selected, onSelect: select }}
      />
    </Stack>
  );
}

function currencyOf({ currencies }: CashFlowOverview, { currency }: CashFlowAddress): string {
  return (currencies.find((one) => one.currency === currency) ?? currencies[0])?.currency ?? 'SAR';
}

type NothingYetProps = { readonly accountId: string | undefined; readonly onAll: () => void };

/** No bank yet, banks without a booked row, or one account without any. */
function NothingYet({ accountId, onAll }: NothingYetProps) {
  const t = useT();
  const accounts = useQuery(accountQueries.list(true));
  const hasBank = (accounts.data?.length ?? 0) > 0;
  const action =
    accountId !== undefined ? (
      <Button onPress={onAll}>{t('cash-flow.accounts.all')}</Button>
    ) : hasBank ? undefined : (
      <ButtonLink href={hrefTo('/connect')} variant="primary" size="lg">
        {t('cash-flow.empty.action')}
      </ButtonLink>
    );
  return (
    <Card>
      <div className={styles.nothing}>
        <EmptyState
          icon={<Icon of={ChartNoAxesColumn} size={24} />}
          title={t(hasBank ? 'cash-flow.empty.noRowsTitle' : 'cash-flow.empty.title')}
          body={t(hasBank ? 'cash-flow.empty.noRowsBody' : 'cash-flow.empty.body')}
          {...(action === undefined ? {} : { action })}
        />
      </div>
    </Card>
  );
}

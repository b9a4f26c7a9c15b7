import { useQuery } from '@tanstack/react-query';
import { Eye, EyeOff, Landmark, Plus } from 'lucide-react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { useItem, usePageActions } from '../../lib/actions.ts';
import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { hrefTo, navigate, useRoute } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, Stack } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AccountGroups, AccountRows } from './account-groups.tsx';
import styles from './accounts-page.module.css';
import { useSetGrouping } from './mutations.ts';
import { accountQueries } from './queries.ts';

/** Every account, by bank or by kind as the person chose; archived ones apart. */
export function AccountsPage() {
  const t = useT();
  const { params } = useRoute();
  const { accountGrouping: by } = usePreferences();
  const setGrouping = useSetGrouping();
  const isHiddenShown = params.get('hidden') === '1';
  const query = useQuery(accountQueries.list(true));
  const shown = query.data?.filter((account) => isHiddenShown || !account.isHidden) ?? [];
  const showHidden = (isShown: boolean) => navigate(hrefTo('/accounts', { hidden: isShown ? '1' : undefined }), { replace: true });
  const bar = query.data !== undefined && query.data.length > 0 && (
    <>
      <Segmented
        label={t('accounts.groupBy.label')}
        options={(['bank', 'kind'] as const).map((id) => ({ id, label: t(`accounts.groupBy.${id}`) }))}
        value={by}
        onChange={(next) => setGrouping.mutate(next)}
      />
      <ButtonLink href={hrefTo('/connect')} icon={<Icon of={Plus} />}>
        {t('accounts.connect')}
      </ButtonLink>
    </>
  );
  return (
    <Page title={t('accounts.title')} note={shown.length > 0 && t('accounts.count', { count: shown.length })} aside={bar}>
      {query.isPending ? (
        <Loading />
      ) : query.isError ? (
        <Card>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
        </Card>
      ) : (
        <Stack>
          <Groups accounts={query.data} shown={shown} by={by} />
          <HiddenLine accounts={query.data} isShown={isHiddenShown} onChange={showHidden} />
        </Stack>
      )}
    </Page>
  );
}

function Groups({
  accounts,
  shown,
  by,
}: {
  readonly accounts: readonly Account[];
  readonly shown: readonly Account[];
  readonly by: 'bank' | 'kind';
}) {
  const t = useT();
  const archived = shown.filter((account) => account.isArchived);
  if (shown.length > 0) {
    return (
      <>
        <AccountGroups accounts={shown.filter((account) => !account.isArchived)} all={accounts} by={by} />
        {archived.length > 0 && (
          <Card title={t('accounts.archived.title')} note={t('accounts.archived.note')} padding="flush">
            <AccountRows label={t('accounts.archived.title')} accounts={archived} all={accounts} isUnderBank={false} />
          </Card>
        )}
      </>
    );
  }
  const hasHidden = accounts.length > 0;
  return (
    <Card>
      <EmptyState
        icon={<Icon of={hasHidden ? EyeOff : Landmark} size={24} />}
        title={t(hasHidden ? 'accounts.empty.hiddenTitle' : 'accounts.empty.title')}
        body={t(hasHidden ? 'accounts.empty.hiddenBody' : 'accounts.empty.body')}
        action={
          !hasHidden && (
            <ButtonLink href={hrefTo('/connect')} variant="primary" size="lg">
              {t('accounts.connect')}
            </ButtonLink>
          )
        }
      />
    </Card>
  );
}

type HiddenLineProps = { readonly accounts: readonly Account[]; readonly isShown: boolean; readonly onChange: (isShown: boolean) => void };

function HiddenLine({ accounts, isShown, onChange }: HiddenLineProps) {
  const t = useT();
  const count = accounts.filter((account) => account.isHidden).length;
  const item = useItem();
  const icon = isShown ? EyeOff : Eye;
  const flip = () => onChange(!isShown);
  const key = isShown ? 'accounts.hidden.hide' : 'accounts.hidden.show';
  usePageActions(count === 0 ? [] : [item({ id: 'accounts.hidden', group: 'page', key, values: { count }, icon, run: flip })]);
  if (count === 0) return null;
  return (
    <div className={styles.hidden}>
      <Button variant="quiet" size="sm" icon={<Icon of={icon} />} onPress={flip}>
        {t(key, { count })}
      </Button>
      <span>{t('accounts.hidden.note')}</span>
    </div>
  );
}

function Loading() {
  return (
    <Stack>
      {[3, 2, 1].map((rows) => (
        <Card key={rows} padding="flush">
          <Skeleton rows={1} rowHeight={44} />
          <Skeleton rows={rows} rowHeight={54} />
        </Card>
      ))}
    </Stack>
  );
}

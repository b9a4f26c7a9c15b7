import { Check, Pencil, Plug } from 'lucide-react';
import type { Environment } from '../../../shared/contract/environments.ts';
import { useItem, usePageActions } from '../../lib/actions.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './environment-row.module.css';
import { useActivateEnvironment, useTestEnvironment } from './mutations.ts';
import { TestOutcome } from './test-outcome.tsx';

export type EnvironmentRowProps = { readonly environment: Environment; readonly onEdit: () => void };

export function EnvironmentRow({ environment, onEdit }: EnvironmentRowProps) {
  const t = useT();
  const activate = useActivateEnvironment();
  const test = useTestEnvironment();
  const isPractice = environment.kind === 'practice';
  const name = t(`common.environment.${environment.kind}`);
  const item = useItem();
  const shared = { group: 'page', detail: environment.name } as const;
  usePageActions(
    isPractice
      ? []
      : [
          item({
            ...shared,
            id: `environment.test:${environment.id}`,
            key: 'settings.environment.test',
            icon: Plug,
            run: () => test.mutate(environment.id),
          }),
          item({ ...shared, id: `environment.edit:${environment.id}`, key: 'settings.environment.change', icon: Pencil, run: onEdit }),
        ],
  );
  const use = () => activate.mutate(environment.id, { onSuccess: () => showToast({ text: t('settings.environment.switched', { name }) }) });
  return (
    <article className={styles.row} aria-label={name}>
      <div className={styles.line}>
        <div className={styles.text}>
          <p className={styles.head}>
            <strong className={styles.name}>{name}</strong>
            {environment.isActive && (
              <Badge tone="accent" icon={<Icon of={Check} size={13} />}>
                {t('settings.environment.active')}
              </Badge>
            )}
            {!environment.hasCredentials && <Badge tone="warn">{t('settings.environment.noSecret')}</Badge>}
          </p>
          <p className={styles.detail}>
            {isPractice ? t('settings.environment.practiceNote') : <EnvironmentDetail environment={environment} />}
          </p>
        </div>
        <div className={styles.actions}>
          {!isPractice && (
            <>
              <Button size="sm" variant="quiet" onPress={onEdit}>
                {t('settings.environment.change')}
              </Button>
              <Button size="sm" onPress={() => test.mutate(environment.id)} isPending={test.isPending}>
                {t('settings.environment.test')}
              </Button>
            </>
          )}
          {!environment.isActive && (
            <Button size="sm" onPress={use} isPending={activate.isPending}>
              {t('settings.environment.use')}
            </Button>
          )}
        </div>
      </div>
      {test.data && <TestOutcome result={test.data} />}
      <Failure error={test.error ?? activate.error} />
    </article>
  );
}

function EnvironmentDetail({ environment }: { readonly environment: Environment }) {
  return (
    <>
      <bdi dir="ltr">{environment.baseUrl}</bdi> · <bdi dir="ltr">{environment.clientId}</bdi>
    </>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  const t = useT();
  if (error === null) return null;
  const { code } = failureOf(error);
  return (
    <p className={styles.failure} role="alert">
      {t(`errors.${code}.title`)}. {t(`errors.${code}.next`)}
    </p>
  );
}

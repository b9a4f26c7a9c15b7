import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LOCK_MINUTES, type LockState } from '../../../shared/contract/lock.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import styles from './lock-section.module.css';
import { useConfigureLock, useLockNow } from './mutations.ts';
import { PassphraseForm } from './passphrase-form.tsx';
import { lockQueries } from './queries.ts';
import { RemoveDialog } from './remove-dialog.tsx';

/** Settings → App lock: a passphrase, when it closes by itself, and what all of it is good for. */
export function LockSection() {
  const query = useQuery(lockQueries.state());
  if (query.isError) {
    return (
      <Card>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      </Card>
    );
  }
  if (query.isPending) {
    return (
      <Card padding="flush">
        <Skeleton rows={3} rowHeight={56} />
      </Card>
    );
  }
  return (
    <>
      {query.data.isSet ? <SetLock state={query.data} /> : <PassphraseForm isChange={false} state={query.data} />}
      <Honest />
    </>
  );
}

function SetLock({ state }: { readonly state: LockState }) {
  const t = useT();
  const [isChanging, setIsChanging] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const lockNow = useLockNow();
  return (
    <>
      <Card padding="flush">
        <SettingRow title={t('lock.settings.on')} note={t('lock.settings.passphraseNote')}>
          <span className={styles.buttons}>
            <Button onPress={() => setIsChanging(true)} isDisabled={isChanging}>
              {t('lock.settings.change')}
            </Button>
            <Button onPress={() => lockNow.mutate()} isPending={lockNow.isPending}>
              {t('lock.settings.now')}
            </Button>
          </span>
        </SettingRow>
        <Times state={state} />
        <SettingRow title={t('lock.settings.remove')} note={t('lock.settings.removeBody')}>
          <Button onPress={() => setIsRemoving(true)}>{t('lock.settings.removeAction')}</Button>
        </SettingRow>
      </Card>
      {isChanging && <PassphraseForm isChange state={state} onClose={() => setIsChanging(false)} />}
      {isRemoving && <RemoveDialog state={state} onClose={() => setIsRemoving(false)} />}
    </>
  );
}

function Times({ state }: { readonly state: LockState }) {
  const t = useT();
  const configure = useConfigureLock();
  const isOn = (value: boolean) => t(value ? 'lock.settings.isOn' : 'lock.settings.isOff');
  return (
    <>
      <SettingRow title={t('lock.settings.auto')} note={t('lock.settings.autoNote')}>
        <Select
          label={t('lock.settings.auto')}
          isLabelHidden
          value={state.autoLockMinutes === null ? 'never' : String(state.autoLockMinutes)}
          onChange={(next) => configure.mutate({ autoLockMinutes: LOCK_MINUTES.find((minutes) => String(minutes) === next) ?? null })}
          options={[
            ...LOCK_MINUTES.map((minutes) => ({ id: String(minutes), label: t('lock.settings.minutes', { count: minutes }) })),
            { id: 'never', label: t('lock.settings.never') },
          ]}
        />
      </SettingRow>
      <SettingRow title={t('lock.settings.screen')} note={t('lock.settings.screenNote')}>
        <Switch isSelected={state.locksWithScreen} onChange={(next) => configure.mutate({ locksWithScreen: next })}>
          {isOn(state.locksWithScreen)}
        </Switch>
      </SettingRow>
      {state.touchId !== 'unavailable' && (
        <SettingRow title={t('lock.settings.touchId')} note={t('lock.settings.touchIdNote')}>
          <Switch isSelected={state.touchId === 'on'} onChange={(next) => configure.mutate({ isTouchIdOn: next })}>
            {isOn(state.touchId === 'on')}
          </Switch>
        </SettingRow>
      )}
    </>
  );
}

function Honest() {
  const t = useT();
  return (
    <Card title={t('lock.honest.title')}>
      <ul className={styles.honest}>
        {(['does', 'not', 'goesOn', 'forget'] as const).map((id) => (
          <li key={id}>{t(`lock.honest.${id}`)}</li>
        ))}
      </ul>
    </Card>
  );
}

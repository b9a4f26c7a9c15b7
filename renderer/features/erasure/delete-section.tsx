import { useQuery } from '@tanstack/react-query';
import { Info, Unplug } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { isSamePhrase } from '../../../shared/domain/phrase.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { hrefTo, navigate } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './delete-section.module.css';
import { ErasureCountsCard } from './erasure-counts.tsx';
import { useEraseEverything } from './mutations.ts';
import { erasureQueries } from './queries.ts';

/** Settings → Delete my data: what there is, what stays, and the phrase before anything happens. */
export function DeleteSection() {
  const t = useT();
  const [isEvery, setIsEvery] = useState(false);
  const preview = useQuery(erasureQueries.preview(isEvery));
  const others = preview.data?.otherEnvironments ?? 0;
  return (
    <>
      <Card>
        <div className={styles.oneBank}>
          <Icon of={Unplug} />
          <p className={styles.words}>
            <strong>{t('erasure.oneBank.title')}</strong> {t('erasure.oneBank.body')}
          </p>
          <ButtonLink href={hrefTo('/settings/connections')}>{t('erasure.oneBank.action')}</ButtonLink>
        </div>
      </Card>
      {preview.isError && (
        <Card>
          <ErrorState error={preview.error} onRetry={() => void preview.refetch()} isRetrying={preview.isFetching} />
        </Card>
      )}
      {preview.isPending && (
        <Card title={t('erasure.counts.title')} padding="flush">
          <Skeleton rows={6} rowHeight={56} />
        </Card>
      )}
      {preview.data && <ErasureCountsCard counts={preview.data} />}
      {(others > 0 || isEvery) && (
        <Card>
          <Checkbox isSelected={isEvery} onChange={setIsEvery}>
            {t('erasure.every', { count: Math.max(1, others) })}
          </Checkbox>
        </Card>
      )}
      <ConfirmCard isEvery={isEvery} />
    </>
  );
}

function ConfirmCard({ isEvery }: { readonly isEvery: boolean }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const erase = useEraseEverything();
  const isConfirmed = isSamePhrase(typed, t('erasure.everything.phrase'));
  const submit = () => {
    if (isConfirmed && !erase.isPending) erase.mutate({ confirmation: typed, everyEnvironment: isEvery });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <Card>
      <form className={styles.form} onSubmit={onSubmit}>
        <div className={styles.field}>
          <TextField
            label={t('erasure.everything.field')}
            value={typed}
            onChange={setTyped}
            error={erase.isError ? t(`errors.${failureOf(erase.error).code}.title`) : undefined}
          />
        </div>
        <div className={styles.buttons}>
          <Button variant="equal" isWide onPress={() => navigate('/overview')}>
            {t('erasure.everything.cancel')}
          </Button>
          <Button variant="danger" isWide isDisabled={!isConfirmed} isPending={erase.isPending} onPress={submit}>
            {t('erasure.everything.action')}
          </Button>
        </div>
      </form>
      <p className={styles.hint}>
        <Icon of={Info} size={13} />
        {t('erasure.everything.hint')}
      </p>
    </Card>
  );
}

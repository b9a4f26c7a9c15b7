import { useMutation, useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import type { About } from '../../../shared/contract/about.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './about.module.css';
import { aboutQueries } from './queries.ts';

/** Settings → About and help: version, the report of a problem, and the licences of what others made. */
export function AboutSection() {
  const query = useQuery(aboutQueries.get());
  return (
    <>
      {query.isError && (
        <Card>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
        </Card>
      )}
      {query.isPending && <Skeleton rows={2} rowHeight={40} />}
      {query.data && <VersionCard about={query.data} />}
      <ReportCard />
      <NoticesCard />
    </>
  );
}

function VersionCard({ about }: { readonly about: About }) {
  const t = useT();
  return (
    <Card title={t('common.appName')}>
      <div className={styles.body}>
        <p className={styles.words}>{t('about.copyright')}</p>
        <dl className={styles.facts}>
          <dt>{t('about.version')}</dt>
          <dd>
            <code dir="ltr">{about.version}</code>
          </dd>
          <dt>{t('about.parts')}</dt>
          <dd>{t(`about.runtime.${about.runtime}`)}</dd>
          {about.parts.flatMap(({ name, version }) => [
            <dt key={name}>
              <bdi>{name}</bdi>
            </dt>,
            <dd key={`${name} version`}>
              <code dir="ltr">{version}</code>
            </dd>,
          ])}
          <dt>{t('about.system')}</dt>
          <dd>
            <code dir="ltr">{about.system}</code>
          </dd>
        </dl>
      </div>
    </Card>
  );
}

/** SECURITY: what is saved is what stands here, word for word (S27). */
function ReportCard() {
  const t = useT();
  const make = useMutation({ mutationFn: () => api('about.diagnose', {}) });
  const save = useMutation({
    mutationFn: () => api('about.saveDiagnosis', {}),
    onSuccess: ({ isSaved }) => {
      if (isSaved) showToast({ text: t('about.report.saved') });
    },
  });
  const error = make.error ?? save.error;
  const label = t(make.data ? 'about.report.again' : 'about.report.make');
  return (
    <Card title={t('about.report.title')}>
      <div className={styles.body}>
        <p className={styles.words}>{t('about.report.body')}</p>
        {make.data && <ScrollText label={t('about.report.shown')}>{make.data.text}</ScrollText>}
        {error !== null && <p role="alert">{t(`errors.${failureOf(error).code}.title`)}</p>}
        <div className={styles.actions}>
          <Button variant={make.data ? 'secondary' : 'primary'} onPress={() => make.mutate()} isPending={make.isPending}>
            {label}
          </Button>
          {make.data && (
            <Button variant="primary" onPress={() => save.mutate()} isPending={save.isPending}>
              {t('about.report.save')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

function NoticesCard() {
  const t = useT();
  const { data } = useQuery(aboutQueries.notices());
  if (!data) return null;
  return (
    <Card title={t('about.notices.title')} padding="flush">
      <p className={styles.intro}>{data.length === 0 ? t('about.notices.none') : t('about.notices.body', { count: data.length })}</p>
      {data.map(({ name, version, license, text }) => (
        <details key={`${name} ${version}`} className={styles.notice}>
          <summary>
            <Icon of={ChevronRight} points />
            <code dir="ltr">
              {name} {version}
            </code>{' '}
            · <code>{license}</code>
          </summary>
          <ScrollText label={name}>{text === '' ? t('about.notices.noText', { license }) : text}</ScrollText>
        </details>
      ))}
    </Card>
  );
}

/** A text that scrolls is reached by keyboard. */
function ScrollText({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      <pre className={styles.text} dir="ltr">
        {children}
      </pre>
    </section>
  );
}

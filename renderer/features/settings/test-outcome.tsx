import { Check } from 'lucide-react';
import type { TestResult } from '../../../shared/contract/environments.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Icon } from '../../ui/icon.tsx';

/** What the provider said, in words that tell a wrong secret from a missing permission from nobody there. */
export function TestOutcome({ result }: { readonly result: TestResult }) {
  const t = useT();
  const format = useFormat();
  const when = t('settings.environment.testedAt', { time: format.time(result.testedAt) });
  if (result.outcome === 'ok') {
    return (
      <Banner tone="neutral" icon={<Icon of={Check} />} title={t('settings.environment.outcome.ok.title')}>
        {t('settings.environment.outcome.ok.body')} {when}
      </Banner>
    );
  }
  const namesCause = result.outcome === 'unreachable' || result.outcome === 'refused';
  const cause = namesCause && result.code !== null ? `${t(`errors.${result.code}.title`)}. ${t(`errors.${result.code}.next`)}` : '';
  return (
    <Banner tone={result.outcome === 'unreachable' ? 'warn' : 'danger'} title={t(`settings.environment.outcome.${result.outcome}.title`)}>
      {cause === '' ? t(`settings.environment.outcome.${result.outcome}.body`) : cause} {when}
    </Banner>
  );
}

import { ArrowLeftRight, Landmark, Scale, Sparkles, User, Workflow } from 'lucide-react';
import { FIELD_SOURCES, type FieldSourceName, SOURCED_FIELDS } from '../../../shared/contract/transactions.ts';
import { isDay } from '../../../shared/domain/dates.ts';
import { type Format, type Translate, useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type Categories, useCategories } from '../categories/public.ts';
import styles from './field-sources.module.css';
import section from './transaction-facts.module.css';
import type { Detail } from './transaction-facts.tsx';

const ICONS = { bank: Landmark, provider: Sparkles, mizan: Scale, you: User, rule: Workflow, transfer: ArrowLeftRight } as const;

type Source = Detail['sources'][number];

/** Who said what: the bank, the provider that cleaned it up, Mizan, a rule, or you. */
export function FieldSources({ detail }: { readonly detail: Detail }) {
  const t = useT();
  const format = useFormat();
  const categories = useCategories();
  const sources = detail.sources.filter((source) => isSourced(source.field) && source.value !== '');
  if (sources.length === 0) return null;
  return (
    <section className={section.section}>
      <h3 className={section.heading}>{t('transactions.drawer.sources')}</h3>
      <dl className={styles.list}>
        {sources.map((source) => (
          <div key={source.field} className={styles.field}>
            <dt className={styles.label}>{t(`transactions.sources.${source.field}`)}</dt>
            <dd className={styles.value}>{shownValue(source, detail, { t, format, categories })}</dd>
            <dd className={styles.source}>
              <SourceBadge source={source} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function isSourced(field: string): boolean {
  return (SOURCED_FIELDS as readonly string[]).includes(field); // a plain list of names, read only
}

function SourceBadge({ source: { source, at, rule } }: { readonly source: Source }) {
  const t = useT();
  const format = useFormat();
  const name: FieldSourceName = FIELD_SOURCES.find((known) => known === source) ?? 'bank';
  return (
    <Badge tone={name === 'you' ? 'accent' : 'neutral'} icon={<Icon of={ICONS[name]} size={13} />}>
      {rule
        ? t('transactions.sources.ruleNumber', { number: rule.position })
        : at === null
          ? t(`transactions.sources.${name}`)
          : t('transactions.sources.youAt', { day: format.day(format.dayOf(at)) })}
    </Badge>
  );
}

type Words = { readonly t: Translate; readonly format: Format; readonly categories: Categories };

/** Amounts and days as everywhere else, so that privacy mode and the chosen digits hold here too. */
function shownValue(source: Source, detail: Detail, { t, format, categories }: Words): React.ReactNode {
  switch (source.field) {
    case 'amount':
      return <AmountText money={{ minor: detail.amountMinor, currency: detail.currency }} signed tone="plain" />;
    case 'originalAmount':
      return detail.originalAmountMinor === null || detail.originalCurrency === null ? null : (
        <AmountText money={{ minor: detail.originalAmountMinor, currency: detail.originalCurrency }} signed tone="plain" showCurrency />
      );
    case 'ownCategory':
      return <bdi>{categories.path(Number(source.value))}</bdi>;
    case 'kind':
      return t(`transactions.kinds.${detail.kind}`);
    case 'counterpartyIban':
      return <bdi dir="ltr">{source.value}</bdi>;
    default:
      return <bdi>{isDay(source.value) ? format.day(source.value, 'plain') : format.words(source.value)}</bdi>;
  }
}

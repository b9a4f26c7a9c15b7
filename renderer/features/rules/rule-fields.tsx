import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { RuleDraft } from '../../../shared/contract/rules.ts';
import { isolateForeign } from '../../lib/bidi.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { accountQueries } from '../accounts/public.ts';
import { CategorySelect } from '../categories/public.ts';
import styles from './rule-fields.module.css';
import { type FormProblem, HOME_CURRENCY, type RuleForm } from './rule-form.ts';

export type RuleFieldsProps = {
  readonly form: RuleForm;
  readonly onChange: (change: Partial<RuleForm>) => void;
  readonly problem: FormProblem | undefined;
};

const DIRECTIONS = ['any', 'out', 'in'] as const satisfies readonly RuleDraft['direction'][];

export function RuleFields({ form, onChange, problem }: RuleFieldsProps) {
  const t = useT();
  const directionId = useId();
  const format = useFormat();
  const textProblem = problem === 'empty' || problem === 'tooLong' ? format.digits(t(`rules.form.problem.${problem}`)) : undefined;
  return (
    <>
      <TextField
        label={t('rules.form.text')}
        description={t('rules.form.textHint')}
        value={form.text}
        onChange={(text) => onChange({ text })}
        error={textProblem}
        autoFocus
      />
      <div className={styles.field}>
        <span id={directionId} className={styles.label}>
          {t('rules.form.direction')}
        </span>
        <Segmented
          label={t('rules.form.direction')}
          options={DIRECTIONS.map((id) => ({ id, label: t(`rules.form.directions.${id}`) }))}
          value={form.direction}
          onChange={(direction) => onChange({ direction })}
        />
      </div>
      <AmountFields form={form} onChange={onChange} problem={problem} />
      <AccountField form={form} onChange={onChange} />
      <CategorySelect
        label={t('rules.form.category')}
        value={form.categoryId}
        onChange={(categoryId) => onChange({ categoryId })}
        error={problem === 'category' ? t('rules.form.problem.category') : undefined}
      />
    </>
  );
}

function AmountFields({ form, onChange, problem }: RuleFieldsProps) {
  const t = useT();
  const { data: accounts = [] } = useQuery(accountQueries.list(true));
  const currencies = [...new Set([HOME_CURRENCY, form.currency, ...accounts.map((account) => account.currency)])];
  const error = problem === 'amount' || problem === 'range' ? t(`rules.form.problem.${problem}`) : undefined;
  return (
    <div className={styles.amounts}>
      <TextField label={t('rules.form.min')} value={form.min} onChange={(min) => onChange({ min })} direction="ltr" />
      <TextField label={t('rules.form.max')} value={form.max} onChange={(max) => onChange({ max })} direction="ltr" error={error} />
      <Select
        label={t('rules.form.currency')}
        value={form.currency}
        onChange={(currency) => onChange({ currency })}
        options={currencies.map((id) => ({ id, label: id }))}
      />
    </div>
  );
}

function AccountField({ form, onChange }: Pick<RuleFieldsProps, 'form' | 'onChange'>) {
  const t = useT();
  const format = useFormat();
  const { data: accounts = [] } = useQuery(accountQueries.list(true));
  const offered = accounts.filter((account) => !account.isHidden || account.id === form.accountId);
  const label = (account: (typeof accounts)[number]) =>
    `${format.account(account.name, account.numberLast4 ?? account.ibanLast4)} · ${isolateForeign(format.bank(account), format.language)}`;
  return (
    <Select
      label={t('rules.form.account')}
      value={form.accountId ?? ''}
      onChange={(id) => onChange({ accountId: id === '' ? null : id })}
      options={[{ id: '', label: t('rules.form.anyAccount') }, ...offered.map((account) => ({ id: account.id, label: label(account) }))]}
    />
  );
}

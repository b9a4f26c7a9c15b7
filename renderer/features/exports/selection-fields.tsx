import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useFormat, useT } from '../../lib/format.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DateRangeField } from '../../ui/date-range-field.tsx';
import { OptionCards } from '../../ui/option-cards.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { AccountLabel, accountQueries } from '../accounts/public.ts';
import { RANGES } from './export-range.ts';
import type { Selection } from './export-selection.ts';
import styles from './selection-fields.module.css';

export type SelectionFieldsProps = {
  readonly selection: Selection;
  readonly onChange: (change: Partial<Selection>) => void;
  /** The page was opened from a list that is narrowed down. */
  readonly hasList: boolean;
};

/** Exactly what the list shows, or accounts and days. */
export function SelectionFields({ hasList, ...props }: SelectionFieldsProps) {
  const t = useT();
  const { selection, onChange } = props;
  return (
    <div className={styles.fields}>
      {hasList && (
        <OptionCards
          label={t('exports.what.label')}
          isLabelHidden
          layout="row"
          value={selection.what}
          onChange={(what) => onChange({ what })}
          options={(['list', 'chosen'] as const).map((id) => ({
            id,
            title: t(`exports.what.${id}.title`),
            body: t(`exports.what.${id}.body`),
          }))}
        />
      )}
      {(!hasList || selection.what === 'chosen') && (
        <>
          <Days {...props} />
          <Accounts {...props} />
        </>
      )}
    </div>
  );
}

type FieldProps = Omit<SelectionFieldsProps, 'hasList'>;

/** As far as an address may reach; days without transactions are no mistake. */
const FIRST_DAY = '1970-01-01';
const LAST_DAY = '2199-12-31';

function Days({ selection, onChange }: FieldProps) {
  const t = useT();
  const { range, days } = selection;
  return (
    <div className={styles.days}>
      <Select
        label={t('exports.range.label')}
        value={range}
        onChange={(next) => onChange({ range: next })}
        options={RANGES.map((id) => ({ id, label: t(`exports.range.${id}`) }))}
      />
      {range === 'days' && (
        <div className={styles.field}>
          <span className={styles.label} aria-hidden="true">
            {t('exports.range.daysLabel')}
          </span>
          <DateRangeField
            label={t('exports.range.daysLabel')}
            openLabel={t('exports.range.open')}
            {...days}
            firstDay={FIRST_DAY}
            lastDay={LAST_DAY}
            onChange={(chosen) => onChange({ days: chosen })}
          />
        </div>
      )}
    </div>
  );
}

function Accounts({ selection, onChange }: FieldProps) {
  const t = useT();
  const format = useFormat();
  const labelId = useId();
  const { data: accounts = [] } = useQuery(accountQueries.list(true));
  const { accountIds } = selection;
  const toggle = (id: string, isSelected: boolean) => {
    const others = (accountIds ?? []).filter((other) => other !== id);
    onChange({ accountIds: isSelected ? [...others, id] : others });
  };
  return (
    <div className={styles.field}>
      <span id={labelId} className={styles.label}>
        {t('exports.accounts.label')}
      </span>
      <Segmented
        label={t('exports.accounts.label')}
        value={accountIds === null ? 'all' : 'some'}
        onChange={(next) => onChange({ accountIds: next === 'all' ? null : [] })}
        options={[
          { id: 'all', label: t('exports.accounts.all') },
          { id: 'some', label: t('exports.accounts.some') },
        ]}
      />
      {accountIds === null ? (
        accounts.some((account) => account.isHidden) && <p className={styles.hint}>{t('exports.accounts.hidden')}</p>
      ) : (
        <ul className={styles.accounts} aria-labelledby={labelId}>
          {accounts.map((account) => {
            const last4 = account.numberLast4 ?? account.ibanLast4;
            return (
              <li key={account.id}>
                <Checkbox isSelected={accountIds.includes(account.id)} onChange={(isSelected) => toggle(account.id, isSelected)}>
                  <AccountLabel name={account.name} last4={last4} />{' '}
                  <span className={styles.bank}>
                    <bdi>{format.bank(account)}</bdi>
                  </span>
                </Checkbox>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

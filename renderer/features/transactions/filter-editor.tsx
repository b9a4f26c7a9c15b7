import type { Account } from '../../../shared/contract/accounts.ts';
import { TransactionKind, TransactionStatus } from '../../../shared/contract/transaction-filter.ts';
import { ACCOUNT_KINDS } from '../../../shared/domain/account-kind.ts';
import { type PickItem, PickList } from '../../ui/pick-list.tsx';
import { CategoryPicker } from '../categories/public.ts';
import type { ListFilters } from './address.ts';
import { AmountEditor } from './amount-editor.tsx';
import { DaysEditor } from './days-editor.tsx';
import { bankText, type FilterKind, type FilterWords } from './filter-kinds.ts';

export type FilterEditorProps = {
  readonly kind: FilterKind;
  readonly filters: ListFilters;
  readonly words: FilterWords;
  readonly onChange: (change: Partial<ListFilters>) => void;
  /** The choice was made and the editor may go. */
  readonly onDone: () => void;
};

/** Edits one part of the filter; choices apply at once. */
export function FilterEditor(props: FilterEditorProps) {
  const { kind, filters, onChange, onDone } = props;
  if (kind === 'days') return <DaysEditor filters={filters} words={props.words} onChange={onChange} onDone={onDone} />;
  if (kind === 'amount') return <AmountEditor bounds={filters.amounts} onChange={(amounts) => onChange({ amounts })} onDone={onDone} />;
  if (kind === 'category')
    return <CategoryPicker kind="many" values={filters.categoryIds} onPick={(ids) => onChange({ categoryIds: [...ids] })} />;
  return <ChoiceEditor {...props} />;
}

function ChoiceEditor({ kind, filters, words, onChange, onDone }: FilterEditorProps) {
  const { t } = words;
  const choice = choiceOf(kind, filters, words);
  if (!choice) return null;
  return (
    <PickList
      label={t(`transactions.filters.kinds.${kind}`)}
      items={choice.items}
      selectedIds={choice.selected}
      kind={choice.isOne ? 'one' : 'many'}
      onPick={(ids) => {
        onChange(choice.change(ids));
        if (choice.isOne) onDone();
      }}
      emptyText={t('common.pick.none')}
    />
  );
}

type Choice = {
  readonly items: readonly PickItem[];
  readonly selected: readonly string[];
  readonly isOne?: boolean;
  readonly change: (ids: readonly string[]) => Partial<ListFilters>;
};

const named = (ids: readonly string[], name: (id: string) => string): PickItem[] => ids.map((id) => ({ id, label: name(id) }));

function choiceOf(kind: FilterKind, filters: ListFilters, words: FilterWords): Choice | undefined {
  const { t, accounts, tags } = words;
  switch (kind) {
    case 'account':
      return { items: accountItems(filters, words), selected: filters.accountIds, change: (ids) => ({ accountIds: [...ids] }) };
    case 'bank':
      return { items: bankItems(words), selected: filters.connectionIds, change: (ids) => ({ connectionIds: [...ids] }) };
    case 'accountKind':
      return {
        items: named(
          ACCOUNT_KINDS.filter((one) => accounts.some((account) => account.kind === one)),
          (id) => t(`accounts.kinds.${id}`),
        ),
        selected: filters.accountKinds,
        change: (ids) => ({ accountKinds: ACCOUNT_KINDS.filter((one) => ids.includes(one)) }),
      };
    case 'kind':
      return {
        items: named(TransactionKind.options, (id) => t(`transactions.kinds.${id}`)),
        selected: filters.kinds,
        change: (ids) => ({ kinds: TransactionKind.options.filter((one) => ids.includes(one)) }),
      };
    case 'status':
      return {
        items: named(TransactionStatus.options, (id) => t(`transactions.filters.statuses.${id}`)),
        selected: filters.statuses,
        change: (ids) => ({ statuses: TransactionStatus.options.filter((one) => ids.includes(one)) }),
      };
    case 'currency':
      return { items: currencyItems(filters, accounts), selected: filters.currencies, change: (ids) => ({ currencies: [...ids] }) };
    case 'tag':
      return {
        items: tags.map((tag) => ({ id: String(tag.id), label: tag.name, hint: words.format.count(tag.count) })),
        selected: filters.tagIds.map(String),
        change: (ids) => ({ tagIds: ids.map(Number) }),
      };
    case 'direction':
      return {
        items: named(['in', 'out'], (id) => t(`transactions.filters.directions.${id}`)),
        selected: filters.direction === null ? [] : [filters.direction],
        isOne: true,
        change: ([id]) => ({ direction: id === 'in' ? 'in' : 'out' }),
      };
    case 'note':
      return {
        items: named(['with', 'without'], (id) => t(`transactions.filters.notes.${id}`)),
        selected: filters.hasNote === null ? [] : [filters.hasNote ? 'with' : 'without'],
        isOne: true,
        change: ([id]) => ({ hasNote: id === 'with' }),
      };
    default:
      return undefined;
  }
}

function accountItems({ accountIds }: ListFilters, { accounts, format }: FilterWords): PickItem[] {
  return accounts
    .filter((account) => !account.isHidden || accountIds.includes(account.id))
    .map((account) => {
      const last4 = account.numberLast4 ?? account.ibanLast4;
      return {
        id: account.id,
        label: account.name,
        words: `${last4 ?? ''} ${account.bankName} ${account.bankNameAr ?? ''}`,
        hint: (
          <>
            {last4 !== null && <bdi dir="ltr">{format.lastDigits(last4)}</bdi>} <bdi>{format.bank(account)}</bdi>
          </>
        ),
      };
    });
}

function bankItems(words: FilterWords): PickItem[] {
  const byBank = new Map(words.accounts.map((account) => [account.connectionId, account]));
  return [...byBank].map(([id, account]) => ({
    id,
    label: bankText(account, words),
    words: `${account.bankName} ${account.bankNameAr ?? ''}`,
  }));
}

function currencyItems({ currencies }: ListFilters, accounts: readonly Account[]): PickItem[] {
  const all = new Set(['SAR', ...accounts.map((account) => account.currency), ...currencies, 'USD', 'EUR', 'GBP', 'AED']);
  return [...all].map((code) => ({ id: code, label: code }));
}

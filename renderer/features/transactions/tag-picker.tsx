import { useQuery } from '@tanstack/react-query';
import { foldText } from '../../../shared/domain/fold.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { type PickItem, PickList } from '../../ui/pick-list.tsx';
import { tagQueries, transactionQueries } from './queries.ts';

export type TagPickerProps = {
  /** Of the row the tags are for: what was said of rows like it comes first. */
  readonly rowId: number | null;
  readonly names: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
  readonly canCreate: boolean;
};

const MAX_NAME = 40;

/** Ticks tags by name; what is typed and not there yet can become one. */
export function TagPicker({ rowId, names, onChange, canCreate }: TagPickerProps) {
  const t = useT();
  const format = useFormat();
  const tags = useQuery(tagQueries.list());
  const suggested = useQuery(transactionQueries.suggestedTags(rowId));
  const first = new Map((suggested.data ?? []).map((name, i) => [name, i]));
  const stored = (tags.data ?? []).toSorted((a, b) => (first.get(a.name) ?? first.size) - (first.get(b.name) ?? first.size));
  const created = names.filter((name) => !stored.some((tag) => tag.name === name));
  const items: PickItem[] = [
    ...created.map((name) => ({ id: name, label: name })),
    ...stored.map((tag) => ({ id: tag.name, label: tag.name, hint: format.count(tag.count) })),
  ];
  const create = (typed: string) => {
    const name = typed.slice(0, MAX_NAME);
    if (!names.some((known) => foldText(known) === foldText(name))) onChange([...names, name]);
  };
  return (
    <PickList
      label={t('transactions.tags.pick')}
      items={items}
      selectedIds={names}
      kind="many"
      onPick={onChange}
      {...(canCreate ? { onCreate: create, createLabel: (name: string) => t('transactions.tags.create', { name }) } : {})}
      emptyText={t('transactions.tags.none')}
    />
  );
}

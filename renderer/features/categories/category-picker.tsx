import { Sparkles } from 'lucide-react';
import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { Icon } from '../../ui/icon.tsx';
import { type PickItem, PickList } from '../../ui/pick-list.tsx';
import { CategoryIcon } from './category-icon.tsx';
import { useCategories } from './use-categories.ts';

type Shared = {
  /** Offers "as found", which takes back what was said. */
  readonly automatic?: string;
};
export type CategoryPickerProps = Shared &
  (
    | { readonly kind: 'one'; readonly value: number | null; readonly onPick: (id: number | null) => void }
    | { readonly kind: 'many'; readonly values: readonly number[]; readonly onPick: (ids: readonly number[]) => void }
  );

const AUTOMATIC = 'automatic';

/** The person's own tree, found by either language's name. */
export function CategoryPicker(props: CategoryPickerProps) {
  const t = useT();
  const { language } = usePreferences();
  const { all } = useCategories();
  const items: PickItem[] = all
    .filter(({ isHidden, parentId }) => !isHidden && !all.some((one) => one.id === parentId && one.isHidden))
    .map((category) => ({
      id: String(category.id),
      label: category[language === 'ar' ? 'nameAr' : 'nameEn'],
      words: `${category.nameAr} ${category.nameEn}`,
      icon: <CategoryIcon category={category} />,
      isIndented: category.parentId !== null,
    }));
  const automatic: PickItem[] =
    props.automatic === undefined ? [] : [{ id: AUTOMATIC, label: props.automatic, icon: <Icon of={Sparkles} /> }];
  const selected = props.kind === 'many' ? props.values : props.value === null ? [] : [props.value];
  const onPick = (ids: readonly string[]) => {
    if (props.kind === 'many') props.onPick(ids.map(Number));
    else props.onPick(ids[0] === undefined || ids[0] === AUTOMATIC ? null : Number(ids[0]));
  };
  return (
    <PickList
      label={t('common.pick.category')}
      items={[...automatic, ...items]}
      selectedIds={selected.map(String)}
      kind={props.kind}
      onPick={onPick}
      emptyText={t('common.pick.none')}
    />
  );
}

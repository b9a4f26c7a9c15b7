import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { categoriesContract, type OwnCategory } from '../../../shared/contract/categories.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './category-form-dialog.module.css';
import { CategoryMark } from './category-mark.tsx';
import { nameIn, UNCATEGORISED } from './category-tree.ts';
import { ColourPicker } from './colour-picker.tsx';
import { IconPicker } from './icon-picker.tsx';
import { useCreateCategory, useEditCategory } from './mutations.ts';
import { categoryQueries } from './queries.ts';

export type CategoryFormDialogProps = {
  /** The one to change; else a new one is made. */
  readonly category?: OwnCategory;
  /** Of a new one: what it stands below; null = on top. */
  readonly parentId?: number | null;
  readonly onClose: () => void;
};
type Draft = { readonly nameAr: string; readonly nameEn: string; readonly colour: number; readonly icon: string };

const NEW_COLOUR = 0;

/** Names in both languages, colour and symbol. A name left empty in one language takes that of the other. */
export function CategoryFormDialog({ category, parentId = null, onClose }: CategoryFormDialogProps) {
  const t = useT();
  const format = useFormat();
  const { language } = format;
  const { data: categories = [] } = useQuery(categoryQueries.list());
  const [place, setPlace] = useState({ parentId, flow: 'expense' as 'expense' | 'income' });
  const parent = categories.find(({ id }) => id === place.parentId);
  const [draft, setDraft] = useState<Draft>(
    category ?? { nameAr: '', nameEn: '', colour: parent?.colour ?? NEW_COLOUR, icon: parent?.icon ?? 'tag' },
  );
  const { save, isPending, failure } = useSave(category, { ...draft, ...place }, onClose);
  const names = { nameAr: draft.nameAr.trim() || draft.nameEn.trim(), nameEn: draft.nameEn.trim() || draft.nameAr.trim() };
  const isValid = categoriesContract['categories.update'].input.safeParse({ id: 1, ...names }).success;
  const isTooLong = !isValid && names.nameEn !== '';
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) save(names);
  };
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const nameField = (of: 'ar' | 'en') => (
    <TextField
      key={of}
      label={t(`categories.form.name.${of}`)}
      value={of === 'ar' ? draft.nameAr : draft.nameEn}
      onChange={(text) => set(of === 'ar' ? { nameAr: text } : { nameEn: text })}
      direction={of === 'ar' ? 'rtl' : 'ltr'}
      language={of}
      autoFocus={of === language}
      error={isTooLong ? format.digits(t('categories.form.tooLong')) : undefined}
    />
  );
  return (
    <Dialog
      title={category ? t('categories.edit.title', { name: nameIn(language, category) }) : t('categories.create.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" isDisabled={!isValid} isPending={isPending} onPress={() => save(names)}>
            {t(category ? 'categories.edit.save' : 'categories.create.save')}
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={onSubmit}>
        <div className={styles.names}>{language === 'ar' ? [nameField('ar'), nameField('en')] : [nameField('en'), nameField('ar')]}</div>
        {!category && <PlaceFields place={place} onChange={setPlace} categories={categories} />}
        <ColourPicker value={draft.colour} onChange={(colour) => set({ colour })} />
        <IconPicker value={draft.icon} colour={draft.colour} onChange={(icon) => set({ icon })} />
        {failure !== undefined && (
          <p className={styles.error} role="alert">
            {t(`errors.${failure}.title`)}
          </p>
        )}
        {/* Enter in a field saves; the visible button stands below. */}
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}

function useSave(category: OwnCategory | undefined, draft: Draft & Place, onClose: () => void) {
  const t = useT();
  const { language } = useFormat();
  const create = useCreateCategory();
  const edit = useEditCategory();
  const mutation = category ? edit : create;
  const { colour, icon, parentId, flow } = draft;
  return {
    isPending: mutation.isPending,
    failure: mutation.isError ? failureOf(mutation.error).code : undefined,
    save(names: { readonly nameAr: string; readonly nameEn: string }): void {
      const name = language === 'ar' ? names.nameAr : names.nameEn;
      const onSuccess = { onSuccess: onClose };
      if (category)
        edit.mutate({ input: { id: category.id, ...names, colour, icon }, done: t('categories.edit.done', { name }) }, onSuccess);
      else create.mutate({ input: { ...names, parentId, flow, colour, icon }, done: t('categories.create.done', { name }) }, onSuccess);
    },
  };
}

type Place = { readonly parentId: number | null; readonly flow: 'expense' | 'income' };
type PlaceFieldsProps = { readonly place: Place; readonly onChange: (place: Place) => void; readonly categories: readonly OwnCategory[] };

/** Below which category, and on top how it counts. */
function PlaceFields({ place, onChange, categories }: PlaceFieldsProps) {
  const t = useT();
  const { language } = useFormat();
  const parents = categories.filter(({ id, parentId, flow }) => parentId === null && id !== UNCATEGORISED && flow !== 'transfer');
  return (
    <div className={styles.names}>
      <Select
        label={t('categories.form.parent')}
        value={String(place.parentId ?? '')}
        onChange={(id) => onChange({ ...place, parentId: id === '' ? null : Number(id) })}
        options={[
          { id: '', label: t('categories.form.onTop') },
          ...parents.map((category) => ({
            id: String(category.id),
            label: nameIn(language, category),
            icon: <CategoryMark category={category} look="plain" />,
          })),
        ]}
      />
      {place.parentId === null && (
        <Select
          label={t('categories.form.flow')}
          value={place.flow}
          onChange={(flow) => onChange({ ...place, flow })}
          options={[
            { id: 'expense', label: t('categories.form.expense') },
            { id: 'income', label: t('categories.form.income') },
          ]}
        />
      )}
    </div>
  );
}

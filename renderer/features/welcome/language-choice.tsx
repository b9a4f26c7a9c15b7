import { useT } from '../../lib/format.ts';
import { OptionCards } from '../../ui/option-cards.tsx';

export type LanguageChoiceProps = { readonly value: 'ar' | 'en'; readonly onChange: (value: 'ar' | 'en') => void };

/** Both names in their own script: whoever reads only one must find it. */
export function LanguageChoice({ value, onChange }: LanguageChoiceProps) {
  const t = useT();
  return (
    <OptionCards
      label={t('welcome.language')}
      layout="row"
      value={value}
      onChange={onChange}
      options={[
        { id: 'en', title: 'English', language: 'en' },
        { id: 'ar', title: 'العربية', language: 'ar' },
      ]}
    />
  );
}

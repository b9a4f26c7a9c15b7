import { Clock } from 'lucide-react';
import { useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { OptionCards } from '../../ui/option-cards.tsx';

export type Source = 'practice' | 'own';
export type SourceChoiceProps = { readonly value: Source; readonly onChange: (value: Source) => void };

export function SourceChoice({ value, onChange }: SourceChoiceProps) {
  const t = useT();
  return (
    <OptionCards
      label={t('welcome.source')}
      value={value}
      onChange={onChange}
      options={[
        {
          id: 'practice',
          title: t('welcome.practice.title'),
          body: t('welcome.practice.body'),
          note: (
            <>
              <Icon of={Clock} size={13} />
              {t('welcome.practice.note')}
            </>
          ),
        },
        { id: 'own', title: t('welcome.own.title'), body: t('welcome.own.body') },
      ]}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { ConsentCard } from '../../../shared/contract/connections.ts';
import type { Consent } from '../../../shared/contract/consents.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ConsentRows } from '../connections/public.ts';
import styles from './consent-text-dialog.module.css';
import { consentQueries } from './queries.ts';

export type ConsentTextDialogProps = { readonly id: string; readonly onClose: () => void };
type Choice = 'shown' | 'translation' | 'both';

/** The text of a consent exactly as it was shown, the same in the other language, and either or both on paper. */
export function ConsentTextDialog({ id, onClose }: ConsentTextDialogProps) {
  const t = useT();
  const format = useFormat();
  const query = useQuery(consentQueries.get(id));
  const [choice, setChoice] = useState<Choice>('shown');
  const title = query.data
    ? t('consents.text.title', { date: format.day(format.dayOf(query.data.grantedAt), 'plain') })
    : t('consents.title');
  const cards = query.data ? cardsOf(query.data, choice) : [];
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('common.close')}
          </Button>
          <Button variant="primary" icon={<Icon of={Printer} />} isDisabled={cards.length === 0} onPress={() => window.print()}>
            {t('consents.text.print')}
          </Button>
        </>
      }
    >
      {query.isPending ? (
        <Skeleton rows={8} rowHeight={40} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : (
        <div className={styles.text}>
          {query.data.shown === null && <p>{t('consents.panel.noText')}</p>}
          {query.data.shown !== null && <LanguageChoice consent={query.data} value={choice} onChange={setChoice} />}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: only the keyboard's place can be scrolled by keys */}
          <section className={styles.scroll} aria-label={title} tabIndex={0}>
            <Cards cards={cards} />
          </section>
          {/* Paper shows this copy alone: the page and the dialog around the text stay off it. */}
          {createPortal(
            <div className={styles.paper} aria-hidden="true">
              <h1>
                Mizan · <bdi>{format.bank(query.data)}</bdi> · {title}
              </h1>
              <Cards cards={cards} />
            </div>,
            document.body,
          )}
        </div>
      )}
    </Dialog>
  );
}

function cardsOf({ shown, translation }: Consent, choice: Choice): readonly ConsentCard[] {
  const wanted = choice === 'both' ? [shown, translation] : choice === 'shown' ? [shown] : [translation];
  return wanted.flatMap((card) => card ?? []);
}

type LanguageChoiceProps = { readonly consent: Consent; readonly value: Choice; readonly onChange: (choice: Choice) => void };

function LanguageChoice({ consent, value, onChange }: LanguageChoiceProps) {
  const t = useT();
  const { shown, translation } = consent;
  if (shown === null) return null;
  if (translation === null) return <p className={styles.hint}>{t('consents.text.noTranslation')}</p>;
  const language = (card: ConsentCard) => t(`consents.text.${card.language}`);
  return (
    <Segmented
      label={t('consents.text.language')}
      options={[
        { id: 'shown', label: t('consents.text.shown', { language: language(shown) }) },
        { id: 'translation', label: t('consents.text.translation', { language: language(translation) }) },
        { id: 'both', label: t('consents.text.both') },
      ]}
      value={value}
      onChange={onChange}
    />
  );
}

function Cards({ cards }: { readonly cards: readonly ConsentCard[] }) {
  const t = useT();
  const format = useFormat();
  return cards.map((card) => (
    <article key={card.language} lang={card.language} dir={card.language === 'ar' ? 'rtl' : 'ltr'} className={styles.card}>
      <h2 className={styles.title}>{card.title}</h2>
      <p className={styles.subtitle}>{card.subtitle}</p>
      <ConsentRows rows={card.rows} />
      <p className={styles.keep}>
        <strong>{card.keepUpdating.label}</strong> {format.digits(card.keepUpdating.explanation)}
      </p>
      <p className={styles.hint}>
        {card.footnote} <bdi className={styles.version}>{t('consents.text.version', { version: card.version })}</bdi>
      </p>
    </article>
  ));
}

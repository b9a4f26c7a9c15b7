import { memo, type Ref, useEffect, useRef, useState } from 'react';
import { Group } from 'react-aria-components';
import type { Account } from '../../../shared/contract/accounts.ts';
import { pieceAsText, type SearchReading, withoutPiece } from '../../../shared/domain/search-grammar.ts';
import { useT } from '../../lib/format.ts';
import { Link } from '../../ui/link.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { filterCount, isOnlyText, type ListAddress, NO_FILTERS } from './address.ts';
import styles from './filter-bar.module.css';
import { FilterChip, PieceChip } from './filter-chip.tsx';
import { activeKinds, cleared } from './filter-kinds.ts';
import { FilterMenu } from './filter-menu.tsx';
import { useFilterWords } from './use-filter-words.ts';

export type FilterBarProps = {
  readonly address: ListAddress;
  /** What the search says beside text. */
  readonly reading: SearchReading;
  readonly accounts: readonly Account[];
  readonly inputRef: Ref<HTMLInputElement>;
  readonly onChange: (change: Partial<ListAddress>, options?: { readonly replace?: boolean }) => void;
  readonly onSubmit: () => void;
};

/** Search and filters. They are the address, so back, forward, links and saved views keep them. */
export const FilterBar = memo(function FilterBar({ address, reading, accounts, inputRef, onChange, onSubmit }: FilterBarProps) {
  const t = useT();
  const words = useFilterWords(accounts);
  const search = useSearchText(address.search, (text) => onChange({ search: text }, { replace: true }));
  return (
    <Group className={styles.bar ?? ''} aria-label={t('transactions.filters.label')}>
      <div className={styles.search}>
        <SearchField
          label={t('transactions.search.label')}
          value={search.text}
          onChange={search.type}
          onSubmit={(text) => {
            search.commit(text);
            onSubmit();
          }}
          inputRef={inputRef}
        />
      </div>
      {reading.pieces.map((piece) => (
        <PieceChip
          key={`${piece.start} ${piece.text}`}
          piece={piece}
          words={words}
          onAsText={() => onChange({ search: pieceAsText(address.search, piece) })}
          onRemove={() => onChange({ search: withoutPiece(address.search, piece) })}
        />
      ))}
      {activeKinds(address).map((kind) => (
        <FilterChip key={kind} kind={kind} filters={address} words={words} onChange={onChange} onRemove={() => onChange(cleared(kind))} />
      ))}
      <FilterMenu filters={address} words={words} onChange={onChange} />
      {isOnlyText(address, reading) || filterCount(address, reading) === 0 ? null : (
        <Link onPress={() => onChange({ ...NO_FILTERS, sort: address.sort })}>{t('transactions.filters.clear')}</Link>
      )}
    </Group>
  );
});

/** Less than between two letters of a quick typist: what comes closer together (a key held down, a burst) is searched for once. */
const TYPING_PAUSE_MS = 30;

/** Text of the field: ahead of the address while typing, following it when it changes elsewhere (back, the top bar, a chip). */
function useSearchText(committed: string, onCommit: (text: string) => void) {
  const [text, setText] = useState(committed);
  const sent = useRef(committed);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const typedAt = useRef(0);
  useEffect(() => {
    if (committed === sent.current) return;
    clearTimeout(timer.current);
    sent.current = committed;
    setText(committed);
  }, [committed]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const commit = (next: string) => {
    clearTimeout(timer.current);
    if (next === sent.current) return;
    sent.current = next;
    onCommit(next);
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    const isBurst = performance.now() - typedAt.current < TYPING_PAUSE_MS;
    typedAt.current = performance.now();
    if (next === '' || !isBurst) commit(next);
    else timer.current = setTimeout(() => commit(next), TYPING_PAUSE_MS);
  };
  return { text, type, commit };
}

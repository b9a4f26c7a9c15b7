import { useQuery } from '@tanstack/react-query';
import { ListFilter, Plus } from 'lucide-react';
import { useState } from 'react';
import type { CategoryRule } from '../../../shared/contract/rules.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { useMoveRule, usePauseRule, useRemoveRule } from './mutations.ts';
import { ruleQueries } from './queries.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { RuleRow } from './rule-row.tsx';
import { useRuleWords } from './rule-words.tsx';
import styles from './rules-panel.module.css';

/** The person's rules in the order they are asked; the first that fits decides. */
export function RulesPanel() {
  const t = useT();
  const query = useQuery(ruleQueries.list());
  const [open, setOpen] = useState<'new' | CategoryRule>();
  const add = (
    <Button size="sm" icon={<Icon of={Plus} />} onPress={() => setOpen('new')}>
      {t('rules.create.action')}
    </Button>
  );
  return (
    <>
      <Card title={t('rules.title')} note={t('rules.hint')} aside={add} padding="flush">
        {query.isPending ? (
          <Skeleton rows={4} rowHeight={44} />
        ) : query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
        ) : query.data.length === 0 ? (
          <EmptyState icon={<Icon of={ListFilter} size={24} />} title={t('rules.emptyTitle')} body={t('rules.emptyBody')} />
        ) : (
          <Rules rules={query.data} onEdit={setOpen} />
        )}
      </Card>
      {open !== undefined && <RuleDialog {...(open === 'new' ? {} : { rule: open })} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Rules({ rules, onEdit }: { readonly rules: readonly CategoryRule[]; readonly onEdit: (rule: CategoryRule) => void }) {
  const t = useT();
  const wordsOf = useRuleWords();
  const move = useMoveRule();
  const pause = usePauseRule();
  const remove = useRemoveRule();
  const nameOf = (rule: CategoryRule) => wordsOf(rule).join(' · ');
  const items = rules.map((rule) => ({ id: String(rule.id), rule }));
  const find = (id: string) => items.find((item) => item.id === id)?.rule;
  const moveTo = (rule: CategoryRule, position: number) =>
    move.mutate({ input: { id: rule.id, position }, done: () => t('rules.moved', { position }) });
  return (
    <SortableList
      label={t('rules.title')}
      items={items}
      textOf={({ rule }) => nameOf(rule)}
      className={styles.list}
      onOpen={(id) => {
        const rule = find(id);
        if (rule) onEdit(rule);
      }}
      onMove={(id, place) => {
        const rule = find(id);
        if (rule) moveTo(rule, place);
      }}
    >
      {({ rule }) => (
        <RuleRow
          rule={rule}
          name={nameOf(rule)}
          count={rules.length}
          onEdit={() => onEdit(rule)}
          onMove={(position) => moveTo(rule, position)}
          onPause={(isPaused) =>
            pause.mutate({
              input: { id: rule.id, isActive: !isPaused },
              done: (count) => t(isPaused ? 'rules.pause.done' : 'rules.pause.undone', { count }),
            })
          }
          onRemove={() => remove.mutate({ input: { id: rule.id }, done: (count) => t('rules.remove.done', { count }) })}
        />
      )}
    </SortableList>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ruleQueries } from './queries.ts';
import { RuleDialog } from './rule-dialog.tsx';

export type AlwaysCategoriseDialogProps = {
  readonly transactionId: number;
  /** The category just chosen for it; else the one it is in. */
  readonly categoryId?: number | undefined;
  readonly onClose: () => void;
};

/** "Always categorise like this": a new rule that starts from a transaction. */
export function AlwaysCategoriseDialog({ transactionId, categoryId, onClose }: AlwaysCategoriseDialogProps) {
  const t = useT();
  const query = useQuery(ruleQueries.suggest(transactionId));
  if (query.data) return <RuleDialog draft={categoryId === undefined ? query.data : { ...query.data, categoryId }} onClose={onClose} />;
  return (
    <Dialog title={t('rules.create.title')} size="lg" isOpen onClose={onClose}>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : (
        <Skeleton rows={6} rowHeight={40} />
      )}
    </Dialog>
  );
}

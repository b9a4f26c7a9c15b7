export { useSyncActions } from './actions.ts';
export { useCancelSync, useStartSync } from './mutations.ts';
export { syncQueries } from './queries.ts';
export { type SyncView, useSyncView } from './sync-view.ts';
export { useNextRead } from './use-next-read.ts';

export { useCancelSync, useStartSync } from './mutations.ts';
export { syncQueries } from './queries.ts';

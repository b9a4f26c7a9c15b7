export { OverviewPage } from './overview-page.tsx';
export { overviewQueries } from './queries.ts';

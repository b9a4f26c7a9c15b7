export { useActivityActions } from './actions.ts';
export { ActivityPage } from './activity-page.tsx';

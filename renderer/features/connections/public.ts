export { useConnectionActions } from './actions.ts';
export { ConnectFirst } from './connect-first.tsx';
export { ConnectPage } from './connect-page.tsx';
export { ConnectionList } from './connection-list.tsx';
export { ConsentRows } from './consent-rows.tsx';
export { renewHref } from './mutations.ts';
export { needsPersonCount } from './needs-person.ts';
export { connectionQueries } from './queries.ts';

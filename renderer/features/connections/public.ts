export { ConnectPage } from './connect-page.tsx';
export { ConnectionList } from './connection-list.tsx';
export { connectionQueries } from './queries.ts';

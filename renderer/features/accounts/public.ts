export { AccountAge } from './account-age.tsx';
export { AccountIdentity } from './account-identity.tsx';
export { AccountLabel } from './account-label.tsx';
export { AccountPage } from './account-page.tsx';
export { AccountsPage } from './accounts-page.tsx';
export { useAccountActions } from './actions.tsx';
export { groupForOverview } from './group-accounts.ts';
export { accountQueries } from './queries.ts';

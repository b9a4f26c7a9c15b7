export { useErasureActions } from './actions.tsx';
export { DeleteSection } from './delete-section.tsx';
export { DisconnectDialog } from './disconnect-dialog.tsx';
export { ErasureScreen } from './erasure-screen.tsx';
export { ForgetAccountDialog } from './forget-account-dialog.tsx';
export { useEraseEverything } from './mutations.ts';
export { erasureQueries } from './queries.ts';
export { RemovalHost } from './removal-host.tsx';

export { backupActions } from './actions.ts';
export { BackupSection } from './backup-section.tsx';
export { RecoveryOffer } from './recovery-offer.tsx';
export { RestoreButton } from './restore-button.tsx';
export { needsOtherWay, StoreWays } from './store-ways.tsx';

export { useLockActions } from './actions.ts';
export { LockScreen } from './lock-screen.tsx';
export { LockSection } from './lock-section.tsx';
export { PassphraseField } from './passphrase-field.tsx';
export { lockQueries } from './queries.ts';

export { useConsentActions } from './actions.ts';
export { ConsentsPage } from './consents-page.tsx';

export { transferActions } from './actions.ts';
export { TransferSection } from './transfer-section.tsx';
export { TransfersPanel } from './transfers-panel.tsx';

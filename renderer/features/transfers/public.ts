export { transferQueries } from './queries.ts';
export { TransferSection } from './transfer-section.tsx';
export { TransfersPanel } from './transfers-panel.tsx';

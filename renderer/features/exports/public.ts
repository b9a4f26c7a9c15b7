export { exportActions } from './actions.ts';
export { DataSection } from './data-section.tsx';
export { ExportPage } from './export-page.tsx';

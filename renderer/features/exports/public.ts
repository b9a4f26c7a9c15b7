export { DataSection } from './data-section.tsx';
export { ExportPage } from './export-page.tsx';

export { CashFlowPage } from './cash-flow-page.tsx';

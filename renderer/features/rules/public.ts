export { ruleActions } from './actions.tsx';
export { AlwaysCategoriseDialog } from './always-categorise-dialog.tsx';
export { RulesPanel } from './rules-panel.tsx';

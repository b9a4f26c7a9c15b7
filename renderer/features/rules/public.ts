export { AlwaysCategoriseDialog } from './always-categorise-dialog.tsx';
export { ruleQueries } from './queries.ts';
export { RulesPanel } from './rules-panel.tsx';

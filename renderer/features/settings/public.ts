export { useAppearanceActions, useSettingsActions } from './actions.ts';
export { useActivateEnvironment, useUpdateSettings } from './mutations.ts';
export { environmentQueries, settingsQueries } from './queries.ts';
export { SettingsPage } from './settings-page.tsx';

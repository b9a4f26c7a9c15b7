/** @file The one list of what can be done. A feature adds its line here; palette, menus and shortcuts follow. */
import { useAccountActions } from '../../features/accounts/public.ts';
import { useActivityActions } from '../../features/activity/public.ts';
import { useConnectionActions } from '../../features/connections/public.ts';
import { useConsentActions } from '../../features/consents/public.ts';
import { useErasureActions } from '../../features/erasure/public.ts';
import { useLockActions } from '../../features/lock/public.ts';
import { useAppearanceActions, useSettingsActions } from '../../features/settings/public.ts';
import { useSyncActions } from '../../features/sync/public.ts';
import { useTransactionActions } from '../../features/transactions/public.ts';
import type { Action } from '../../lib/actions.ts';
import { type HelpDeps, useHelpActions, useScreenActions, useWindowActions } from './app-actions.ts';

export function useAllActions(help: HelpDeps): readonly Action[] {
  return [
    ...useScreenActions(),
    ...useSyncActions(),
    ...useConnectionActions(),
    ...useTransactionActions(),
    ...useAccountActions(),
    ...useConsentActions(),
    ...useActivityActions(),
    ...useErasureActions(),
    ...useAppearanceActions(),
    ...useSettingsActions(),
    ...useLockActions(),
    ...useHelpActions(help),
    ...useWindowActions(),
  ];
}

/** What is left where nothing of the data may be shown or is there yet. */
export function useBareActions(): readonly Action[] {
  return [...useAppearanceActions(), ...useWindowActions()];
}

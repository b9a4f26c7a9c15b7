/** @file The one list of what can be done. A feature adds its line here; palette, menus and shortcuts follow. */
import { Download } from 'lucide-react';
import { aboutActions } from '../../features/about/public.ts';
import { useAccountActions } from '../../features/accounts/public.ts';
import { useActivityActions } from '../../features/activity/public.ts';
import { backupActions } from '../../features/backups/public.ts';
import { categoryActions } from '../../features/categories/public.ts';
import { useConnectionActions } from '../../features/connections/public.ts';
import { useConsentActions } from '../../features/consents/public.ts';
import { useErasureActions } from '../../features/erasure/public.ts';
import { exportActions } from '../../features/exports/public.ts';
import { useLockActions } from '../../features/lock/public.ts';
import { ruleActions } from '../../features/rules/public.ts';
import { useAppearanceActions, useSettingsActions } from '../../features/settings/public.ts';
import { useSyncActions } from '../../features/sync/public.ts';
import { useTransactionActions } from '../../features/transactions/public.ts';
import { transferActions } from '../../features/transfers/public.ts';
import { type Action, useCommand, useItem } from '../../lib/actions.ts';
import { navigate } from '../../lib/router.ts';
import { type HelpDeps, useHelpActions, useScreenActions, useWindowActions } from './app-actions.ts';

export function useAllActions(help: HelpDeps): readonly Action[] {
  return [
    ...useScreenActions(),
    ...useSyncActions(),
    ...useConnectionActions(),
    ...useTransactionActions(),
    ...useAccountActions(),
    ...usePlainActions(),
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

const PLAIN = [...categoryActions, ...ruleActions, ...transferActions, ...exportActions, ...backupActions, ...aboutActions];

function usePlainActions(): readonly Action[] {
  const command = useCommand();
  const item = useItem();
  return [
    command('data.export', () => navigate('/export'), { icon: Download }),
    ...PLAIN.map((action) =>
      'to' in action
        ? item({ ...action, isQuiet: action.group === 'go', run: () => navigate(action.to) })
        : item({ ...action, run: () => undefined }),
    ),
  ];
}

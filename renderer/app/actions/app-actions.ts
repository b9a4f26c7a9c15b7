import {
  Activity,
  ArrowLeft,
  ArrowRight,
  ChartNoAxesColumn,
  Info,
  Keyboard,
  Landmark,
  LayoutGrid,
  LifeBuoy,
  List,
  LogOut,
  Maximize,
  Minimize2,
  Search,
  Settings2,
  Shapes,
  ShieldCheck,
  X,
} from 'lucide-react';
import type { ShellCommand } from '../../../shared/contract/app.ts';
import type { CommandId } from '../../../shared/domain/commands.ts';
import { type Action, useCommand } from '../../lib/actions.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { showToast } from '../../ui/toast.tsx';

const SCREENS = {
  'go.overview': { path: '/overview', icon: LayoutGrid },
  'go.transactions': { path: '/transactions', icon: List },
  'go.accounts': { path: '/accounts', icon: Landmark },
  'go.cash-flow': { path: '/cash-flow', icon: ChartNoAxesColumn },
  'go.categories': { path: '/categories', icon: Shapes },
  'go.consents': { path: '/consents', icon: ShieldCheck },
  'go.activity': { path: '/activity', icon: Activity },
  'go.settings': { path: '/settings', icon: Settings2 },
} as const satisfies Partial<Record<CommandId, { readonly path: string; readonly icon: unknown }>>;

const WINDOW = {
  'window.fullScreen': { command: 'fullScreen', icon: Maximize },
  'window.minimize': { command: 'minimize', icon: Minimize2 },
  'window.close': { command: 'close', icon: X },
  'app.about': { command: 'about', icon: Info },
  'app.quit': { command: 'quit', icon: LogOut },
} as const satisfies Partial<Record<CommandId, { readonly command: ShellCommand; readonly icon: unknown }>>;

const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T)[]; // the table's own keys

/** The screens themselves. A new screen is one line above and one in `shared/domain/commands.ts`. */
export function useScreenActions(): readonly Action[] {
  const command = useCommand();
  return [
    ...keysOf(SCREENS).map((id) => command(id, () => navigate(SCREENS[id].path), { icon: SCREENS[id].icon })),
    command('go.back', () => window.history.back(), { icon: ArrowLeft, isQuiet: true }),
    command('go.forward', () => window.history.forward(), { icon: ArrowRight, isQuiet: true }),
  ];
}

/** The window around the page. */
export function useWindowActions(): readonly Action[] {
  const t = useT();
  const command = useCommand();
  const run = (name: ShellCommand) => {
    api('app.shell', { command: name }).catch((error: unknown) =>
      showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
    );
  };
  return keysOf(WINDOW).map((id) =>
    command(id, () => run(WINDOW[id].command), { icon: WINDOW[id].icon, isQuiet: id !== 'window.fullScreen' }),
  );
}

export type HelpDeps = { readonly openPalette: () => void; readonly openShortcuts: () => void };

export function useHelpActions({ openPalette, openShortcuts }: HelpDeps): readonly Action[] {
  const t = useT();
  const command = useCommand();
  const help = () => {
    api('app.openHelp', { topic: 'credentials' }).catch((error: unknown) =>
      showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
    );
  };
  return [
    command('palette.open', openPalette, { icon: Search, isQuiet: true }),
    command('shortcuts.open', openShortcuts, { icon: Keyboard }),
    command('help.credentials', help, { icon: LifeBuoy }),
  ];
}

/**
 * @file Actions: everything a person can do, in one shape, for the command palette, the menus and the shortcuts. A feature offers its own from a
 * `use…Actions` hook in `actions.ts` (exported by its `public.ts`, called in `app/actions/use-all-actions.ts`); a screen offers what only it can do
 * with `usePageActions`.
 */
import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type ActionGroup, type CommandId, commandOf } from '../../shared/domain/commands.ts';
import type { Shortcut } from '../../shared/domain/shortcut.ts';
import { usePreferences } from './preferences.ts';

export type Action = {
  /** A `CommandId`, or `account.open:<id>` and the like. */
  readonly id: string;
  readonly group: ActionGroup;
  readonly title: string;
  /** Beside the title, e.g. a bank's name; searched too. */
  readonly detail?: string;
  /** Only searched: the title in the other language, other words for it. */
  readonly words?: string;
  readonly keys?: readonly Shortcut[];
  readonly icon?: LucideIcon;
  /** A switch or a choice: whether it is on. */
  readonly isOn?: boolean;
  /** Left out of the palette until something is typed. */
  readonly isQuiet?: boolean;
  /** Asks first, in this dialog. */
  readonly dialog?: (onClose: () => void) => ReactNode;
  readonly run: () => void;
};

type Extras = Partial<Pick<Action, 'detail' | 'words' | 'icon' | 'isOn' | 'isQuiet' | 'dialog'>>;
const NOTHING = () => undefined;

/** Makes the action of a command of `shared/domain/commands.ts`: name, group and keys come from there. */
export function useCommand(): (id: CommandId, run: () => void, extras?: Extras) => Action {
  const { i18n } = useTranslation();
  const { language } = usePreferences();
  return useCallback(
    (id, run, extras = {}) => {
      const { group, keys } = commandOf(id);
      const here = i18n.getFixedT(language);
      const there = i18n.getFixedT(language === 'ar' ? 'en' : 'ar');
      const more = i18n.exists(`commands.words.${id}`) ? here(`commands.words.${id}`) : '';
      const words = [there(`commands.title.${id}`), more, extras.words].filter(Boolean).join(' ');
      return { id, group, title: here(`commands.title.${id}`), run, ...(keys && { keys }), ...extras, words };
    },
    [i18n, language],
  );
}

/** Makes an action that is no command, from a locale key: `key` is translated into both languages, so that either finds it. */
export function useItem(): (
  item: {
    readonly id: string;
    readonly group: ActionGroup;
    readonly key: string;
    readonly values?: Readonly<Record<string, string | number>>;
    readonly run?: () => void;
  } & Extras,
) => Action {
  const { i18n } = useTranslation();
  const { language } = usePreferences();
  return useCallback(
    ({ id, group, key, values = {}, run = NOTHING, ...extras }) => ({
      id,
      group,
      title: i18n.getFixedT(language)(key, values),
      run,
      ...extras,
      words: [i18n.getFixedT(language === 'ar' ? 'en' : 'ar')(key, values), extras.words].filter(Boolean).join(' '),
    }),
    [i18n, language],
  );
}

/** The actions themselves, or how to find them once somebody asks. */
type Offer = readonly Action[] | (() => readonly Action[]);
const onScreen = new Set<{ readonly current: Offer }>();

/** Offers actions while the screen that calls it is shown. */
export function usePageActions(actions: Offer): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    onScreen.add(latest);
    return () => {
      onScreen.delete(latest);
    };
  }, []);
}

/** What the screen offers now; the palette asks when it opens. */
export function pageActions(): readonly Action[] {
  return [...onScreen].flatMap(({ current }) => (typeof current === 'function' ? current() : current));
}

let runner: ((id: CommandId) => void) | undefined;

/** Whoever has a button for a command runs it through here; `CommandHost` is the one that hears. */
export function runCommand(id: CommandId): void {
  runner?.(id);
}

export function useCommandRunner(run: (id: CommandId) => void): void {
  useEffect(() => {
    runner = run;
    return () => {
      if (runner === run) runner = undefined;
    };
  }, [run]);
}

import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { CommandId } from '../../../shared/domain/commands.ts';
import { type Action, pageActions, useCommandRunner } from '../../lib/actions.ts';
import { subscribe } from '../../lib/api.ts';
import { CommandPalette } from './command-palette.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useAllActions, useBareActions } from './use-all-actions.ts';
import { mayRun, useShortcuts } from './use-shortcuts.ts';

/** Hears keys, menus and buttons, and shows what they open. One per window. */
export function CommandHost() {
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null);
  const [asking, setAsking] = useState<ReactNode>(null);
  const close = useCallback(() => setOpen(null), []);
  const actions = useAllActions({
    openPalette: () => setOpen((before) => (before === 'palette' ? null : 'palette')),
    openShortcuts: () => setOpen('shortcuts'),
  });
  const start = (action: Action) => {
    setOpen(null);
    afterClosing(() => {
      if (action.dialog) setAsking(action.dialog(() => setAsking(null)));
      else action.run();
    });
  };
  useCommands(actions, (action) => {
    const isPalette = action.id === 'palette.open';
    if (isPalette && open === 'palette') close();
    else if (mayRun(action.id as CommandId)) action.run(); // only commands have keys or a place in the menu
  });
  return (
    <>
      {open === 'palette' && <CommandPalette actions={[...pageActions(), ...actions]} onChoose={start} onClose={close} />}
      {open === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {asking}
    </>
  );
}

/** A closing dialog gives the focus back within a frame; what runs next may want it, or must not find the dialog half gone. */
function afterClosing(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}

/** The same where only the look of the window can be changed: before the welcome is done, while erasing, while locked. */
export function BareCommandHost() {
  useCommands(useBareActions(), (action) => action.run());
  return null;
}

/** Keys, menu and buttons all end in `run`. */
function useCommands(actions: readonly Action[], run: (action: Action) => void): void {
  const latest = useRef({ actions, run });
  latest.current = { actions, run };
  const offered = useCallback(() => [...pageActions(), ...latest.current.actions], []);
  const start = useCallback((action: Action) => latest.current.run(action), []);
  const runById = useCallback(
    (id: CommandId) => {
      const action = offered().find((one) => one.id === id);
      if (action) start(action);
    },
    [offered, start],
  );
  useShortcuts(offered, start);
  useCommandRunner(runById);
  useEffect(() => subscribe('app.command', ({ id }) => runById(id)), [runById]);
}

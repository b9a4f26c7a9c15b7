import { useEffect } from 'react';
import { type CommandId, commandOf } from '../../../shared/domain/commands.ts';
import { isPressed } from '../../../shared/domain/shortcut.ts';
import type { Action } from '../../lib/actions.ts';
import { platform } from '../../lib/platform.ts';
import { isModalOpen } from '../../ui/modal.ts';

const TEXT_FIELDS = 'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]';

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest(TEXT_FIELDS) !== null;
}

/** A dialog has the keyboard until it is answered; only what changes nothing behind it goes on. */
export function mayRun(id: CommandId): boolean {
  return commandOf(id).isEverywhere === true || !isModalOpen();
}

function isCalled(action: Action, event: KeyboardEvent): boolean {
  return (action.keys ?? []).some((keys) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    return isPressed(keys, event, platform) && !(isPlain && isTyping(event) && !/^F\d+$/.test(event.key));
  });
}

/**
 * The keys of every action. In the capture phase and by itself, not by the native menu's accelerators: those know neither dialogs nor Arabic
 * layouts, and a press that is handled here never reaches them.
 */
export function useShortcuts(offered: () => readonly Action[], run: (action: Action) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const action = offered().find((one) => isCalled(one, event));
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      run(action);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [offered, run]);
}

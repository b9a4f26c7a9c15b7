import { useEffect } from 'react';
import { letterOf } from './list-keys.ts';
import { useUndo } from './mutations.ts';

const TYPED_INTO = 'input, textarea, select, [contenteditable]';

/** Ctrl or Command with Z takes back the last edit, on whatever page one is by now; a field's own undo comes first. */
export function UndoHost() {
  const { mutate, isPending } = useUndo();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A field with a list under it hands its keys on to the list: the focus tells where they were typed.
      const isTyping = document.activeElement?.matches(TYPED_INTO) === true;
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && letterOf(event) === 'z';
      if (!isUndo || isTyping) return;
      event.preventDefault();
      if (!isPending) mutate(null);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [mutate, isPending]);
  return null;
}

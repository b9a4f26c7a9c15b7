export { useUndoToast } from './undo-toast.ts';

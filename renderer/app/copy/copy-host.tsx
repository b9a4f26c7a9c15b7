import { Copy } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import { type Action, useCommand, useItem, usePageActions } from '../../lib/actions.ts';
import { copyText } from '../../lib/copy-text.ts';
import { useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import menu from '../../ui/menu-button.module.css';
import { showToast } from '../../ui/toast.tsx';
import { type CopyTarget, copyTargetsAt, focusedElement, keyboardTarget, namedAmounts, tableOnScreen } from './copy-targets.ts';

const MARK = 'data-copying';

type Opened = { readonly x: number; readonly y: number; readonly element: Element; readonly targets: readonly CopyTarget[] };

/** Copying as text: Ctrl/Cmd-C on what the keyboard is on, a menu where the pointer is, and a command for the table on screen. */
export function CopyHost() {
  const t = useT();
  const say = useCallback(
    (target: CopyTarget, isCopied: boolean) =>
      showToast({ text: t(isCopied ? `common.copy.done.${target.kind}` : 'common.copy.failed'), tone: isCopied ? 'done' : 'warn' }),
    [t],
  );
  useCopyKey(say);
  useCopyCommands(say);
  const { opened, close } = useContextMenu();
  return opened && <CopyMenu key={`${opened.x} ${opened.y}`} opened={opened} onClose={close} onCopied={say} />;
}

type Said = (target: CopyTarget, isCopied: boolean) => void;

function useCopyKey(say: Said): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const isSelecting = !(document.getSelection()?.isCollapsed ?? true);
      if (isSelecting || isEditable(event.target)) return;
      const target = keyboardTarget();
      if (!target || !event.clipboardData) return;
      event.clipboardData.setData('text/plain', target.text);
      event.preventDefault();
      say(target, true);
    };
    document.addEventListener('copy', onCopy);
    return () => document.removeEventListener('copy', onCopy);
  }, [say]);
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, [contenteditable]');
}

function useCopyCommands(say: Said): void {
  const t = useT();
  const command = useCommand();
  const run = () => {
    const target = tableOnScreen();
    if (target) say(target, copyText(target.text));
    else showToast({ text: t('common.copy.noTable'), tone: 'news' });
  };
  const item = useItem();
  const copyNamed = ({ name, target }: ReturnType<typeof namedAmounts>[number]): Action =>
    item({
      id: `copy.amount:${name}`,
      group: 'page',
      key: 'common.copy.named',
      values: { name },
      icon: Copy,
      isQuiet: true,
      run: () => say(target, copyText(target.text)),
    });
  usePageActions(() => [command('copy.table', run, { icon: Copy, isQuiet: true }), ...namedAmounts().map(copyNamed)]);
}

/** Text that is selected or edited keeps the system's own menu. */
function useContextMenu() {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    const onContextMenu = (event: MouseEvent) => {
      const isSelecting = !(document.getSelection()?.isCollapsed ?? true);
      if (isSelecting || isEditable(event.target) || !(event.target instanceof Element)) return;
      // Asked by the keyboard, the event comes to what has the focus, which may only point at the row.
      const isKeyboard = event.target === document.activeElement;
      const element = isKeyboard ? (focusedElement() ?? event.target) : event.target;
      const targets = copyTargetsAt(element);
      if (targets.length === 0) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const isOutside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
      const place =
        isKeyboard && isOutside ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : { x: event.clientX, y: event.clientY };
      setOpened({ ...place, element, targets });
    };
    document.addEventListener('contextmenu', onContextMenu);
    return () => document.removeEventListener('contextmenu', onContextMenu);
  }, []);
  return { opened, close: () => setOpened(null) };
}

/** The row the menu is about stands out while it is open. */
function useMark(element: Element): void {
  useEffect(() => {
    const row = element.closest('[data-copy=row], tbody tr');
    row?.setAttribute(MARK, '');
    return () => row?.removeAttribute(MARK);
  }, [element]);
}

type CopyMenuProps = { readonly opened: Opened; readonly onClose: () => void; readonly onCopied: Said };

function CopyMenu({ opened, onClose, onCopied }: CopyMenuProps) {
  const t = useT();
  const anchor = useRef<HTMLSpanElement>(null);
  useMark(opened.element);
  useEffect(() => {
    // What it stood beside is elsewhere then.
    window.addEventListener('resize', onClose);
    return () => window.removeEventListener('resize', onClose);
  }, [onClose]);
  const isRtl = document.documentElement.dir === 'rtl';
  const start = isRtl ? window.innerWidth - opened.x : opened.x;
  return (
    <>
      <span ref={anchor} style={{ position: 'fixed', insetInlineStart: start, insetBlockStart: opened.y }} />
      <Popover
        className={menu.popover ?? ''}
        aria-label={t('common.copy.menu')}
        triggerRef={anchor}
        isOpen
        onOpenChange={(isOpen) => !isOpen && onClose()}
        placement="bottom start"
        offset={2}
      >
        <Menu
          className={menu.menu ?? ''}
          aria-label={t('common.copy.menu')}
          autoFocus="first"
          onAction={(key) => {
            const target = opened.targets.find(({ kind }) => kind === key);
            onClose();
            if (target) onCopied(target, copyText(target.text));
          }}
        >
          {opened.targets.map(({ kind }) => (
            <MenuItem key={kind} id={kind} textValue={t(`common.copy.verb.${kind}`)} className={menu.item ?? ''}>
              <Icon of={Copy} />
              {t(`common.copy.verb.${kind}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </>
  );
}

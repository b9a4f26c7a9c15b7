import { AlertTriangle, Check, RefreshCw } from 'lucide-react';
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Button,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
} from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import { useT } from '../lib/format.ts';
import { Icon } from './icon.tsx';
import styles from './toast.module.css';

export type ToastMessage = {
  readonly text: string;
  readonly tone?: 'done' | 'news' | 'warn';
  readonly action?: { readonly label: string; readonly onPress: () => void };
};

const ICONS = { done: Check, news: RefreshCw, warn: AlertTriangle } as const;
const SHOWN_MS = 6_000;
const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 });

let offer: string | undefined;

/**
 * News that needs nobody. What needs the person is a banner or an error state, never a toast.
 * One that offers something, as a way back does, takes the place of the offer before it.
 */
export function showToast(message: ToastMessage): void {
  if (message.action && offer !== undefined) queue.close(offer);
  const key = queue.add(message, { timeout: SHOWN_MS });
  if (message.action) offer = key;
}

/** Takes all of them away, e.g. when they speak of an environment just left. */
export function dismissToasts(): void {
  queue.clear();
}

/** One per window; toasts stay while hovered or focused. */
export function ToastRegion() {
  const t = useT();
  return (
    <AriaToastRegion queue={queue} className={styles.region ?? ''} aria-label={t('common.notifications')}>
      {({ toast }) => {
        const { text, tone = 'done', action } = toast.content;
        return (
          <AriaToast toast={toast} className={styles.toast ?? ''}>
            <span className={cx(styles.icon, styles[tone])}>
              <Icon of={ICONS[tone]} />
            </span>
            <ToastContent className={styles.content ?? ''}>
              <Text slot="title">{text}</Text>
            </ToastContent>
            {action ? (
              <Button
                className={styles.action ?? ''}
                onPress={() => {
                  queue.close(toast.key);
                  action.onPress();
                }}
              >
                {action.label}
              </Button>
            ) : (
              <Button slot="close" className={styles.action ?? ''}>
                {t('common.dismiss')}
              </Button>
            )}
          </AriaToast>
        );
      }}
    </AriaToastRegion>
  );
}

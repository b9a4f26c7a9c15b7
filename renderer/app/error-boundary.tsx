import { AlertTriangle } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useT } from '../lib/format.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';

type Props = {
  /** A new key means a new page: whatever failed before is tried afresh. */
  readonly resetKey: string;
  readonly children: ReactNode;
};
type State = { readonly hasFailed: boolean };

/** Keeps one broken page from taking the window with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override componentDidUpdate(previous: Props): void {
    if (this.state.hasFailed && previous.resetKey !== this.props.resetKey) this.setState({ hasFailed: false });
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <PageStopped onReset={() => this.setState({ hasFailed: false })} />;
  }
}

function PageStopped({ onReset }: { readonly onReset: () => void }) {
  const t = useT();
  return (
    <div role="alert">
      <EmptyState
        icon={<Icon of={AlertTriangle} />}
        title={t('common.crash.title')}
        body={t('common.crash.body')}
        action={<Button onPress={onReset}>{t('common.crash.reload')}</Button>}
      />
    </div>
  );
}

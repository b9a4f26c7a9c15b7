import { useQuery } from '@tanstack/react-query';
import { Eye, EyeOff, RefreshCw, Search } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { COMMANDS } from '../../shared/domain/commands.ts';
import { ariaShortcut } from '../../shared/domain/shortcut.ts';
import { connectionQueries } from '../features/connections/public.ts';
import { useUpdateSettings } from '../features/settings/public.ts';
import { syncQueries, useStartSync } from '../features/sync/public.ts';
import { runCommand } from '../lib/actions.ts';
import { useT } from '../lib/format.ts';
import { platform } from '../lib/platform.ts';
import { usePreferences } from '../lib/preferences.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { KeyCaps } from '../ui/key-caps.tsx';
import { Freshness } from './freshness.tsx';
import styles from './top-bar.module.css';

const [KEYS] = COMMANDS['palette.open'].keys;

export function TopBar() {
  return (
    <header className={styles.bar}>
      <PaletteField />
      <div className={styles.end}>
        <Freshness />
        <SyncButton />
        <PrivacyButton />
      </div>
    </header>
  );
}

/** Looks like a field and opens the palette, where everything is found: what can be done, and the transactions. */
function PaletteField() {
  const t = useT();
  return (
    <AriaButton className={styles.search ?? ''} onPress={() => runCommand('palette.open')} aria-keyshortcuts={ariaShortcut(KEYS, platform)}>
      <Icon of={Search} />
      <span className={styles.hint}>{t('commands.palette.placeholder')}</span>
      <span className={styles.caps} aria-hidden="true">
        <KeyCaps keys={KEYS} />
      </span>
    </AriaButton>
  );
}

function SyncButton() {
  const t = useT();
  const { data: sync } = useQuery(syncQueries.status());
  const { data: connections } = useQuery(connectionQueries.list());
  const start = useStartSync();
  if (connections === undefined || connections.length === 0) return null;
  const isRunning = start.isPending || sync?.isRunning === true;
  return (
    <Button icon={<Icon of={RefreshCw} />} isPending={isRunning} onPress={() => start.mutate()}>
      {t(isRunning ? 'common.sync.running' : 'common.sync.now')}
    </Button>
  );
}

function PrivacyButton() {
  const t = useT();
  const { privacyMode } = usePreferences();
  const update = useUpdateSettings();
  return (
    <IconButton
      label={t(privacyMode ? 'common.privacy.show' : 'common.privacy.hide')}
      icon={<Icon of={privacyMode ? EyeOff : Eye} />}
      isSelected={privacyMode}
      onPress={() => update.mutate({ privacyMode: !privacyMode })}
    />
  );
}

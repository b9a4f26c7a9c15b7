import { useQuery } from '@tanstack/react-query';
import { Eye, EyeOff, RefreshCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { connectionQueries } from '../features/connections/public.ts';
import { useUpdateSettings } from '../features/settings/public.ts';
import { syncQueries, useStartSync } from '../features/sync/public.ts';
import { useT } from '../lib/format.ts';
import { usePreferences } from '../lib/preferences.ts';
import { hrefTo, navigate, useRoute } from '../lib/router.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Freshness } from './freshness.tsx';
import styles from './top-bar.module.css';

export function TopBar() {
  return (
    <header className={styles.bar}>
      <TopSearch />
      <div className={styles.end}>
        <Freshness />
        <SyncButton />
        <PrivacyButton />
      </div>
    </header>
  );
}

/** Typing here and pressing Enter lists the matching transactions; on that page it follows the address. */
function TopSearch() {
  const t = useT();
  const { segments, params } = useRoute();
  const listed = segments[0] === 'transactions' ? (params.get('q') ?? '') : '';
  const [text, setText] = useState(listed);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setText(listed), [listed]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <div className={styles.search}>
      <SearchField
        label={t('common.search.label')}
        placeholder={t('common.search.placeholder')}
        value={text}
        onChange={setText}
        onSubmit={(value) => navigate(hrefTo('/transactions', { q: value.trim() }))}
        inputRef={input}
      />
    </div>
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

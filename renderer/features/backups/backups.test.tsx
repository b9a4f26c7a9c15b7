import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import ar from '../../../shared/locales/ar/backups.json' with { type: 'json' };
import en from '../../../shared/locales/en/backups.json' with { type: 'json' };
import { BACKUP_PASSPHRASE, demoBackups, demoRecovery } from '../../../test/harness/fake-backups.ts';
import { demoSettings, demoStatus } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

const HERE = '#/settings/backup';
const failed = (code: ErrorCode, isLocked = false) => ({
  ...demoStatus,
  store: isLocked ? ('locked' as const) : ('failed' as const),
  storeError: code,
});

describe('Settings → Backups', () => {
  it('lists the automatic ones and asks before it goes back to one', async () => {
    const { user, bridge } = renderApp(HERE);
    const [restore] = await screen.findAllByRole('button', { name: en.automatic.restore });
    if (restore) await user.click(restore);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(en.automatic.askBody)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: en.restore.action }));
    expect(await screen.findByRole('dialog', { name: en.restored.title })).toBeTruthy();
    expect(bridge.calls.find((call) => call.name === 'backups.restoreAutomatic')?.input).toEqual({ id: demoBackups.automatic[0]?.id });
  });

  it('wants the passphrase of a new file twice, and long enough', async () => {
    const { user, bridge } = renderApp(HERE);
    const card = await screen.findByRole('region', { name: en.save.title });
    const type = async (passphrase: string, repeat: string) => {
      const fields = [within(card).getByLabelText(en.passphrase.new), within(card).getByLabelText(en.passphrase.repeat)];
      for (const [index, text] of [passphrase, repeat].entries()) {
        const field = fields[index];
        if (!field) continue;
        await user.clear(field);
        await user.type(field, text);
      }
      await user.click(within(card).getByRole('button', { name: en.save.action }));
    };
    await type('short', 'short');
    expect(within(card).getByText('At least 10 characters.')).toBeTruthy();
    await type(BACKUP_PASSPHRASE, 'five small words there');
    expect(within(card).getByText(en.passphrase.differs)).toBeTruthy();
    expect(bridge.calls.some((call) => call.name === 'backups.save')).toBe(false);
    await type(BACKUP_PASSPHRASE, BACKUP_PASSPHRASE);
    expect(bridge.calls.find((call) => call.name === 'backups.save')?.input).toEqual({ passphrase: BACKUP_PASSPHRASE });
  });

  it('says why a file was not restored, and after the right passphrase what has to be done', async () => {
    const { user } = renderApp(HERE);
    await user.click(await screen.findByRole('button', { name: en.restore.choose }));
    const field = await screen.findByLabelText(en.restore.passphrase);
    await user.type(field, 'something else{Enter}');
    expect(await screen.findByText(en.restore.wrong)).toBeTruthy();
    await user.clear(field);
    await user.type(field, `${BACKUP_PASSPHRASE}{Enter}`);
    expect(await screen.findByText(en.restored.banks)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: en.restored.reconnect }));
    expect(window.location.hash).toBe('#/settings/connections');
  });

  it.each(['backup_not_ours', 'backup_incomplete', 'backup_newer'] as const)('tells %s when the file is chosen', async (code) => {
    const refuse = () => {
      throw new AppError(code, 'refused');
    };
    const { user } = renderApp(HERE, { handlers: { 'backups.chooseFile': refuse } });
    await user.click(await screen.findByRole('button', { name: en.restore.choose }));
    const errors = (await import('../../../shared/locales/en/errors.json', { with: { type: 'json' } })).default;
    expect(await screen.findByText(new RegExp(errors[code].title))).toBeTruthy();
  });
});

describe('S41 the recovery passphrase', () => {
  it('is offered once there is data, and put away for good', async () => {
    const { user, bridge } = renderApp('#/overview', { state: { recovery: { ...demoRecovery, isOffered: true } } });
    expect(await screen.findByText(en.offer.title)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: en.offer.later }));
    expect(bridge.calls.some((call) => call.name === 'recovery.decline')).toBe(true);
    expect(screen.queryByText(en.offer.title)).toBeNull();
  });

  it('is set in the settings', async () => {
    const { user, bridge } = renderApp(HERE);
    const card = await screen.findByRole('region', { name: en.recovery.title });
    await user.type(within(card).getByLabelText(en.passphrase.new), BACKUP_PASSPHRASE);
    await user.type(within(card).getByLabelText(en.passphrase.repeat), BACKUP_PASSPHRASE);
    await user.click(within(card).getByRole('button', { name: en.recovery.set }));
    expect(await within(card).findByRole('button', { name: en.recovery.remove })).toBeTruthy();
    expect(bridge.state.recovery.passphrase).toBe('set');
  });
});

describe('a store that does not open', () => {
  const ways = (code: ErrorCode, recovery = demoRecovery, language: 'ar' | 'en' = 'en') =>
    renderApp('#/overview', {
      state: { status: failed(code, code.startsWith('secret_store')), recovery, settings: { ...demoSettings, language } },
    });
  const titles = async () => {
    await screen.findByRole('alert');
    await screen.findAllByRole('button');
    return [en.ways.passphrase, en.ways.vault, en.ways.session, en.ways.automatic, en.ways.file, en.ways.again]
      .map(({ title }) => title)
      .filter((title) => screen.queryByRole('region', { name: title }) !== null);
  };

  it('S41 with a lost key: the passphrase, a backup file, starting again', async () => {
    ways('secret_missing', { ...demoRecovery, passphrase: 'set' });
    await screen.findByRole('region', { name: en.ways.passphrase.title });
    expect(await titles()).toEqual([en.ways.passphrase.title, en.ways.file.title, en.ways.again.title]);
  });

  it('S41 without a passphrase: no dead end', async () => {
    ways('database_key_missing');
    expect(await titles()).toEqual([en.ways.file.title, en.ways.again.title]);
  });

  it('R7 damaged: the newest backup first', async () => {
    ways('database_damaged');
    await screen.findByRole('region', { name: en.ways.automatic.title });
    expect(await titles()).toEqual([en.ways.automatic.title, en.ways.file.title, en.ways.again.title]);
  });

  it('S24 without a key store: the passphrase, or a session that keeps nothing', async () => {
    ways('secret_store_unavailable', { ...demoRecovery, passphrase: 'set', canUseSession: true });
    await screen.findByRole('region', { name: en.ways.session.title });
    expect(await titles()).toEqual([en.ways.vault.title, en.ways.session.title]);
  });

  it.each(['database_newer', 'disk_full', 'disk_failed', 'database_locked'] as const)(
    '%s: what to do is said, nothing is offered that could harm',
    async (code) => {
      ways(code);
      expect(await titles()).toEqual([]);
    },
  );

  it('asks before it starts again, and says what does not come back, in Arabic too', async () => {
    const { user, bridge } = ways('secret_missing', demoRecovery, 'ar');
    await user.click(await screen.findByRole('button', { name: ar.ways.again.action }));
    const dialog = await screen.findByRole('dialog', { name: ar.ways.again.askTitle });
    expect(within(dialog).getByText(ar.ways.again.lost)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: ar.ways.again.action }));
    expect(bridge.calls.some((call) => call.name === 'recovery.startAgain')).toBe(true);
  });

  it('says that it is not the passphrase', async () => {
    const { user } = ways('secret_missing', { ...demoRecovery, passphrase: 'set' });
    await user.type(await screen.findByLabelText(en.recovery.field), 'something else{Enter}');
    expect(await screen.findByText(en.recovery.wrong)).toBeTruthy();
  });
});

it('S24 says so on the way to the first bank too, with the session that keeps nothing', async () => {
  renderApp('#/connect', {
    state: { status: failed('secret_store_unavailable', true), recovery: { ...demoRecovery, canUseSession: true } },
  });
  expect(await screen.findByRole('region', { name: en.ways.session.title })).toBeTruthy();
});

import { FuseV1Options } from '@electron/fuses';
import { expect, test } from 'vitest';
import { FUSES } from './after-pack.ts';

test('S11 all nine fuses are set, each to the agreed side', () => {
  const named = Object.values(FuseV1Options)
    .filter((option): option is FuseV1Options => typeof option === 'number')
    .map((option) => [FuseV1Options[option], FUSES[option]]);
  expect(Object.fromEntries(named)).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  });
  expect(FUSES.strictlyRequireAllFuses).toBe(true);
});

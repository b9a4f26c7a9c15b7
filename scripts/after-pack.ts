/** @file Runs after the app is packed and before it is signed: sets all nine fuses and removes what a package must not hold (S11). */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type FuseConfig, FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

/** Read by the packaging tests as well; the packager's own list does not know the ninth. */
export const FUSES = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
} as const satisfies FuseConfig;

/** What this needs of the packager's context. */
export type PackContext = {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: { readonly appInfo: { readonly productFilename: string }; readonly executableName?: string };
};

function placesOf({ appOutDir, electronPlatformName, packager }: PackContext): { executable: string; resources: string } {
  const product = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin' || electronPlatformName === 'mas') {
    const contents = join(appOutDir, `${product}.app`, 'Contents');
    return { executable: join(contents, 'MacOS', product), resources: join(contents, 'Resources') };
  }
  const executable = electronPlatformName === 'win32' ? `${product}.exe` : (packager.executableName ?? product);
  return { executable: join(appOutDir, executable), resources: join(appOutDir, 'resources') };
}

/** A universal macOS app is packed once for each processor, then joined; what is joined gets the fuses. */
const isHalf = ({ electronPlatformName, appOutDir }: PackContext) => electronPlatformName === 'darwin' && appOutDir.endsWith('-temp');

export async function afterPack(context: PackContext): Promise<void> {
  const { executable, resources } = placesOf(context);
  // Electron's own start page stays beside the app otherwise.
  await rm(join(resources, 'default_app.asar'), { force: true });
  if (isHalf(context)) return;
  await flipFuses(executable, { ...FUSES, resetAdHocDarwinSignature: context.electronPlatformName === 'darwin' });
}

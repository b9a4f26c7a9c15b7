/** @file Turns off what a page could do beyond showing itself (S7, S8, S22, S35). The decisions are in navigation.ts and permissions.ts. */
import { app, type Session, type WebContents } from 'electron';
import type { Log } from '../ports/log.ts';
import { isOwnPage, mayNavigate, type Origins } from './navigation.ts';
import { isPermissionAllowed } from './permissions.ts';

/** Before ready. SECURITY: Chromium's own background traffic and renderers outside the sandbox are off. */
export function hardenProcess(log: Log): void {
  // Root cannot use Chromium's sandbox; a checkout may be tried there with the switch given by hand, the package never.
  if (!app.isPackaged && app.commandLine.hasSwitch('no-sandbox')) log.warn('app.no-process-sandbox');
  else app.enableSandbox();
  for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability', 'no-pings']) {
    app.commandLine.appendSwitch(name);
  }
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
  app.on('login', (event, _contents, _details, _info, callback) => {
    event.preventDefault();
    callback();
  });
}

export function hardenSession(session: Session, origins: Origins): void {
  const isTrusted = (url: string) => isOwnPage(url, origins);
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(isPermissionAllowed(permission, details.requestingUrl, isTrusted)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => isPermissionAllowed(permission, origin, isTrusted));
  session.setDevicePermissionHandler(() => false);
  // An empty answer is a refusal; without a handler Chromium would decide.
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
}

export function hardenContents(contents: WebContents, origins: Origins, log: Log): void {
  const guard = (event: { readonly url: string; preventDefault(): void }, what: string) => {
    if (mayNavigate(event.url, contents.getURL(), origins)) return;
    event.preventDefault();
    log.warn('page.refused', { what });
  };
  contents.on('will-navigate', (event) => guard(event, 'navigation'));
  contents.on('will-frame-navigate', (event) => guard(event, 'frame-navigation'));
  contents.on('will-redirect', (event) => guard(event, 'redirect'));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Every page there will ever be, also ones nobody planned. */
export function hardenAllContents(origins: Origins, log: Log): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, origins, log));
}

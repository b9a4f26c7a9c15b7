/** @file Serves `app://bundle`: the build's files and the recovery page, nothing else (S4, S5). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol, type Session } from 'electron';
import { type Bundle, findBundleFile } from './bundle.ts';
import { SECURITY_HEADERS } from './csp.ts';
import { RECOVERY_PAGE, RECOVERY_STYLE, recoveryCss } from './recovery-page.ts';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  // SECURITY: no corsEnabled, bypassCSP or allowServiceWorkers.
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

function answer(status: number, body: BodyInit | null, contentType: string): Response {
  return new Response(body, { status, headers: { ...SECURITY_HEADERS, 'content-type': contentType } });
}

export type PageSource = { readonly bundle: Bundle; readonly folder: string; readonly recoveryHtml: () => string | undefined };

async function serve(request: Request, source: PageSource): Promise<Response> {
  const notFound = () => answer(404, 'not found', 'text/plain; charset=utf-8');
  if (request.method !== 'GET') return notFound();
  if (request.url === RECOVERY_STYLE) return answer(200, recoveryCss(source.bundle), 'text/css; charset=utf-8');
  const recovery = request.url === RECOVERY_PAGE ? source.recoveryHtml() : undefined;
  if (recovery !== undefined) return answer(200, recovery, 'text/html; charset=utf-8');
  const file = findBundleFile(source.bundle, request.url);
  if (!file) return notFound();
  // SECURITY: `file.name` comes from the build's own list, not from the address.
  return answer(200, new Uint8Array(await readFile(join(source.folder, file.name))), file.contentType);
}

export function serveAppScheme(session: Session, source: PageSource): void {
  session.protocol.handle('app', (request) => serve(request, source));
}

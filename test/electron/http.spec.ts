/** @file Transport as the packaged app has it: Chromium's network stack, seen from servers that record or misbehave (S22). */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { expect, test } from '@playwright/test';
import type { Output } from '../../shared/contract/index.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { selfSigned } from '../harness/self-signed.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

const CLIENT = { clientId: 'recorder', clientSecret: 'recorded' };
const BASIC = `Basic ${Buffer.from('recorder:recorded').toString('base64')}`;

let desktop: Desktop;
let mizan: RunningMizan;
let servers: Server[] = [];
test.beforeEach(async () => {
  desktop = openDesktop({ isHandlerRegistered: false });
  mizan = await launchMizan({ desktop, practice: { baseUrl: 'http://127.0.0.1:9', clientId: 'none', clientSecret: 'none' } });
});
test.afterEach(async () => {
  await mizan.close();
  for (const server of servers) server.close();
  servers = [];
  await desktop.remove();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port; // it listens on a port, not on a pipe
}

async function recorder(answer: RequestListener) {
  const seen: { url: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', headers: request.headers });
    answer(request, response);
  });
  return { baseUrl: `http://127.0.0.1:${await listen(server)}`, seen };
}

/** The harmless question Settings asks of a server. */
async function ask(baseUrl: string): Promise<Output<'environments.test'>> {
  const legalName = { ar: 'اختبار', en: 'Test' };
  const { id } = await mizan.ask('environments.create', { kind: 'custom', baseUrl, ...CLIENT, legalName });
  return mizan.ask('environments.test', { id });
}

test('S22 S20 credentials go to the configured host only, and nothing is remembered between calls', async () => {
  const { baseUrl, seen } = await recorder((_request, response) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'set-cookie': 'track=1; Path=/',
      'cache-control': 'max-age=3600',
      etag: '"1"',
    });
    response.end('{}');
  });
  await ask(baseUrl);
  await ask(baseUrl);
  expect(seen.length).toBeGreaterThanOrEqual(2);
  for (const { headers } of seen) {
    expect(headers.authorization).toBe(BASIC);
    expect(headers['user-agent']).toBe('Mizan');
    expect([headers.cookie, headers['if-none-match'], headers.referer, headers.origin]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  }
});

test('S22 a redirect to another host is an error and carries the credentials nowhere', async () => {
  const elsewhere = await recorder((_request, response) => response.end('{}'));
  const { baseUrl } = await recorder((_request, response) =>
    response.writeHead(302, { location: `${elsewhere.baseUrl}/category-tree` }).end(),
  );
  expect(await ask(baseUrl)).toMatchObject({ code: 'redirect_refused' });
  expect(elsewhere.seen).toEqual([]);
});

test('S22 a server with a certificate nobody vouches for gets nothing, whatever the environment says', async () => {
  await mizan.close();
  mizan = await launchMizan({ desktop, env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
  let requests = 0;
  const port = await listen(
    createTlsServer(selfSigned(), (_request, response) => {
      requests += 1;
      response.end('{}');
    }),
  );
  expect(await ask(`https://127.0.0.1:${port}`)).toMatchObject({ outcome: 'unreachable', code: 'tls_failed' });
  expect(requests).toBe(0);
});

test('R11 an answer without end is cut off at its limit', async () => {
  const { baseUrl } = await recorder((_request, response) => {
    const block = Buffer.alloc(1_000_000, 0x20);
    const pour = () => {
      while (!response.destroyed && response.write(block));
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.on('drain', pour);
    pour();
  });
  expect(await ask(baseUrl)).toMatchObject({ code: 'response_too_large' });
});

test('R22 nobody listening is told apart from a wrong secret', async () => {
  const { baseUrl } = await recorder((_request, response) => response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end('{}'));
  expect(await ask(baseUrl)).toMatchObject({ outcome: 'invalid_credentials' });
  const gone = createServer();
  const port = await listen(gone);
  gone.close();
  await once(gone, 'close');
  expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({ outcome: 'unreachable' });
});

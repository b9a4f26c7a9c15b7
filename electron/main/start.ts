/** @file How Mizan starts, read top to bottom. Every step that can fail is named, so that the recovery page can say which one did. */
import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { app, session } from 'electron';
import type { ShellCommand } from '../../shared/contract/app.ts';
import type { Language } from '../../shared/contract/common.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { createLinkQueue, findLink, SCHEME } from '../platform/deep-link.ts';
import { createFileLog } from '../platform/log-file.ts';
import { describeError } from '../platform/redact.ts';
import { createSchemeRegistration } from '../platform/scheme.ts';
import type { Log } from '../ports/log.ts';
import { type Bundle, parseManifest } from './bundle.ts';
import { CoreHost } from './core-host.ts';
import { hardenAllContents, hardenProcess, hardenSession } from './hardening.ts';
import { type OpenHostPorts, openHostPorts } from './host-ports.ts';
import { registerIpc, sendEvent } from './ipc.ts';
import { HIDDEN_FLAG, type LaunchOptions, readLaunchOptions, runtimeKind, systemLanguage } from './launch-options.ts';
import { isHiddenStart, openLoginStart } from './login-start.ts';
import { attachTextMenu } from './menu.ts';
import { watchActivity, watchPower } from './power.ts';
import { Presence } from './presence.ts';
import { registerAppScheme, serveAppScheme } from './protocol.ts';
import { recoveryHtml, type Trouble } from './recovery-page.ts';
import { CLOSE_LIMIT_MS, closeBeforeQuit, stopOnUncaught } from './shutdown.ts';
import { openUpdates } from './update-host.ts';
import { createMainWindow, type MainWindow } from './window.ts';
import { createWindowStateFile } from './window-state.ts';

/** The pinned Electron release, put in by the build. */
declare const MIZAN_PINNED_ELECTRON: string;
/** In memory: the page leaves no cache, cookie or storage on disk. */
const PAGE_PARTITION = 'mizan-page';
const pageSession = () => session.fromPartition(PAGE_PARTITION, { cache: false });
const outDir = join(import.meta.dirname, '..');

type Folders = { readonly folder: string; readonly failure: ErrorCode | undefined };

/** A disk that is full or may not be written still gets a window that says so, over a folder that passes. */
function prepareFolders(options: LaunchOptions): Folders {
  try {
    return { folder: ownFolder(options), failure: undefined };
  } catch (error) {
    const code =
      error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code)) ? 'disk_full' : 'disk_failed';
    const folder = mkdtempSync(join(tmpdir(), 'mizan-'));
    app.setPath('userData', folder);
    return { folder, failure: code };
  }
}

function ownFolder(options: LaunchOptions): string {
  // SECURITY: whatever is written from here on is the owner's alone (S28).
  process.umask(0o077);
  // By name: Electron would take the package's, in small letters.
  const ownFolder = join(app.getPath('appData'), app.isPackaged ? 'Mizan' : 'Mizan Development');
  app.setPath('userData', options.userData ?? ownFolder);
  const folder = app.getPath('userData');
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.W_OK);
  if (process.platform !== 'win32') chmodSync(folder, 0o700);
  return folder;
}

/** What opens a window needs to be closed again; filled as the start goes on. */
class Shell {
  readonly options: LaunchOptions;
  readonly folder: string;
  readonly log: Log;
  readonly scheme: ReturnType<typeof openScheme>;
  readonly loginStart: ReturnType<typeof openLoginStart>;
  readonly links = createLinkQueue();
  readonly runtime = runtimeKind(process.versions.electron ?? '', MIZAN_PINNED_ELECTRON);
  /** Of the system, until the settings are read. */
  #language: Language = 'en';
  isQuitting = false;
  presence: Presence | undefined;
  trouble: Trouble | undefined;
  core: CoreHost | undefined;
  host: OpenHostPorts | undefined;
  window: MainWindow | undefined;

  constructor(options: LaunchOptions, folder: string) {
    this.options = options;
    this.folder = folder;
    this.log = createFileLog({ dir: join(folder, 'logs'), toConsole: !app.isPackaged });
    this.scheme = openScheme(options, this.log);
    this.loginStart = openLoginStart(this.log);
  }

  get language(): Language {
    return this.presence?.language ?? this.#language;
  }

  set language(language: Language) {
    this.#language = language;
  }

  /** The recovery page instead of the page, saying what happened. */
  fail(step: Trouble['step'], code: ErrorCode): void {
    this.log.error('app.trouble', { step, code });
    this.trouble = { step, code, language: this.language };
    this.window?.showRecovery();
  }

  closeAll = async (): Promise<void> => {
    const result = await this.core?.close(CLOSE_LIMIT_MS);
    await this.host?.close();
    this.log.info('app.closed', { core: result ?? 'none' });
  };
}

export function start(): void {
  const options = readLaunchOptions(process.env, app.isPackaged);
  const { folder, failure } = prepareFolders(options);

  // SECURITY: before anything else is opened. A second start hands its link over and ends (S10).
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }

  // As in electron-builder.yml: Windows shows no notification of a program whose shortcut has another id.
  if (process.platform === 'win32') app.setAppUserModelId('app.mizan.desktop');
  const shell = new Shell(options, folder);
  shell.language = systemLanguage(app.getPreferredSystemLanguages());
  if (failure) shell.fail('folder', failure);
  shell.log.info('app.starting', { version: app.getVersion(), electron: process.versions.electron ?? '', runtime: shell.runtime });
  stopOnUncaught(shell.log, shell.closeAll);
  app.on('before-quit', () => {
    shell.isQuitting = true;
  });
  // macOS: a click on the dock brings the hidden window back.
  app.on('activate', () => shell.window?.focus());
  closeBeforeQuit(shell.closeAll, shell.log);
  registerAppScheme();
  hardenProcess(shell.log);
  hardenAllContents({ devServer: options.devServer }, shell.log);
  collectLinks(shell);
  // The core needs no window system, and half of a start is its loading.
  if (!failure) startCore(shell);

  app.whenReady().then(
    () => open(shell),
    (error: unknown) => shell.log.error('app.not-ready', describeError(error)),
  );
}

/** Links come as an event on macOS, possibly before ready, and as an argument of this or a second start elsewhere (S18). */
function collectLinks(shell: Shell): void {
  const take = (link: string | undefined) => {
    if (link === undefined) return;
    shell.log.info('link.received');
    shell.links.push(link);
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    take(url);
    shell.window?.focus();
  });
  app.on('second-instance', (_event, argv) => {
    take(findLink(argv));
    // A login that comes while Mizan runs asks for no window.
    if (!argv.includes(HIDDEN_FLAG)) shell.window?.focus();
  });
  take(findLink(process.argv));
}

function open(shell: Shell): void {
  const origins = { devServer: shell.options.devServer };
  const pages = pageSession();
  for (const one of [session.defaultSession, pages]) hardenSession(one, origins);
  serveAppScheme(pages, {
    bundle: readBundle(shell),
    folder: join(outDir, 'renderer'),
    recoveryHtml: () => shell.trouble && recoveryHtml(shell.trouble),
  });

  if (shell.trouble) {
    openWindow(shell);
    return;
  }
  registerIpc({ origins, log: shell.log, dispatch: (name, input) => openCoreOf(shell).dispatch(name, input) });
  openWindow(shell);
  void shell.scheme.register();
  shell.loginStart.refresh();
  openUpdates({ runtime: shell.runtime, language: () => shell.language, log: shell.log });
}

function openCoreOf(shell: Shell): CoreHost {
  if (!shell.core) throw new Error('the core host is made before anybody can call it');
  return shell.core;
}

/** An incomplete installation shows the recovery page, which needs no file. */
function readBundle(shell: Shell): Bundle {
  if (shell.options.devServer !== undefined) return new Map();
  try {
    return parseManifest(readFileSync(join(outDir, 'renderer-manifest.json'), 'utf8'));
  } catch (error) {
    shell.log.error('page.no-manifest', describeError(error));
    shell.fail('page', 'internal');
    return new Map();
  }
}

function openScheme(options: LaunchOptions, log: Log) {
  const run = promisify(execFile);
  const developer: [string, string, string[]] = [SCHEME, process.execPath, [app.getAppPath()]];
  return createSchemeRegistration({
    platform: process.platform,
    mayRegister: options.mayRegisterScheme,
    isDefault: () => (app.isPackaged ? app.isDefaultProtocolClient(SCHEME) : app.isDefaultProtocolClient(...developer)),
    setDefault: () => (app.isPackaged ? app.setAsDefaultProtocolClient(SCHEME) : app.setAsDefaultProtocolClient(...developer)),
    xdgSettings: async (args) => (await run('xdg-settings', [...args], { timeout: 5000 })).stdout,
    log,
  });
}

function startCore(shell: Shell): void {
  const { folder, options, loginStart, scheme, log } = shell;
  shell.host = openHostPorts({
    folder,
    options,
    loginStart,
    scheme,
    log,
    focusWindow: () => shell.window?.focus(),
    pageSession,
    runShellCommand: (command) => runShellCommand(shell, command),
  });
  const core = new CoreHost({
    startWorker: (data) => new Worker(join(import.meta.dirname, 'core-worker.js'), { workerData: data }),
    data: {
      dataDir: join(folder, 'data'),
      version: app.getVersion(),
      runtime: shell.runtime,
      systemLanguage: shell.language,
      scheme: SCHEME,
      fixedNowMs: options.fixedNowMs,
    },
    ports: shell.host.ports,
    log,
    onEvent: (topic, payload) => {
      sendEvent(topic, payload);
      if (topic === 'settings.changed' || topic === 'lock.changed') void shell.presence?.follow();
    },
    onEnd: (reason, code) => shell.fail(reason === 'start_failed' ? 'core' : 'running', code),
  });
  shell.core = core;
  shell.host.startPractice();
  Promise.all([core.ready, app.whenReady()]).then(
    () => {
      shell.links.drainTo((url) => core.handleCallback(url));
      watchPower((event) => core.tellPower(event));
      void shell.presence?.follow();
    },
    () => undefined, // onEnd has shown it
  );
}

function runShellCommand(shell: Shell, command: ShellCommand): void {
  if (command === 'quit') app.quit();
  else if (command === 'about') app.showAboutPanel();
  else shell.window?.run(command);
}

function openWindow(shell: Shell): void {
  watchActivity((event) => shell.core?.tellPower(event));
  const stateFile = createWindowStateFile(join(shell.folder, 'window.json'));
  const isHidden = isHiddenStart();
  app.on('web-contents-created', (_event, contents) => attachTextMenu(contents, () => shell.language));
  shell.window = createMainWindow({
    preload: join(outDir, 'preload', 'index.cjs'),
    partition: PAGE_PARTITION,
    icon: app.isPackaged ? undefined : join(app.getAppPath(), 'resources', 'icons', '256x256.png'),
    isPackaged: app.isPackaged,
    devServer: shell.options.devServer,
    stateFile,
    log: shell.log,
    onPageLost: () => shell.fail('running', 'internal'),
    onRestart: () => {
      app.relaunch();
      app.quit();
    },
    onQuit: () => app.quit(),
    onZoomWheel: (direction) => sendEvent('app.command', { id: direction === 'in' ? 'zoom.in' : 'zoom.out' }),
    isStartedHidden: isHidden,
    mayStay: () => shell.presence?.keepsInBackground === true && !shell.isQuitting && shell.trouble === undefined,
    onHidden: () => void shell.presence?.background.stay(),
  });
  shell.presence = new Presence(
    {
      dispatch: (name, input) => openCoreOf(shell).dispatch(name, input),
      window: () => shell.window,
      stateFile,
      runCommand: (id) => sendEvent('app.command', { id }),
    },
    shell.language,
  );
  if (shell.trouble) shell.window.showRecovery();
  else shell.window.showPage();
  if (isHidden) void shell.presence.background.startHidden(() => shell.window?.minimise());
}

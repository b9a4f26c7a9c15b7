/** @file The smallest Electron window there is: what every app on this runtime pays before it does anything. */
const { app, BrowserWindow } = require('electron');

app.setPath('userData', process.env.MIZAN_USER_DATA);
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  window.loadURL('data:text/html,<!doctype html><title>bare</title><main><h1>bare</h1></main>');
});
app.on('window-all-closed', () => app.quit());

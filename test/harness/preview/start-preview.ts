/** @file `?language=ar&theme=dark&scene=importing#/overview`; scenes are in scenes.ts. */
import { createFakeBridge } from '../fake-bridge.ts';
import { demoSettings } from '../fake-bridge-data.ts';
import { SCENES } from './scenes.ts';

export function startPreview(): void {
  const params = new URLSearchParams(window.location.search);
  const settings = { ...demoSettings, privacyMode: params.get('privacy') === '1', isWelcomeDone: params.get('welcome') !== '1' };
  for (const name of ['language', 'theme', 'numerals', 'motion'] as const) {
    const value = params.get(name);
    if (value !== null) Object.assign(settings, { [name]: value });
  }
  const scene = SCENES[params.get('scene') ?? 'household'];
  const bridge = createFakeBridge(scene?.({ settings }) ?? { state: { settings } });
  Object.defineProperty(window, 'api', { value: bridge });
}

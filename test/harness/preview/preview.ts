/** @file The renderer in a plain browser, answered by the fake bridge, under the app's own CSP; see start-preview.ts. */
import '../../../renderer/lib/zod-jitless.ts';

const { startPreview } = await import('./start-preview.ts');
startPreview();
await import('../../../renderer/main.tsx');

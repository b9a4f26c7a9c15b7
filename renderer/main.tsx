/** @file Entry of the page. */
import './lib/zod-jitless.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';

const { start } = await import('./app/start.tsx');
await start();

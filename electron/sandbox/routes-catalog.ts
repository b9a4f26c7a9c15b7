/** @file Category tree, catalogue, version, icons (reference, sections 2, 5, 21). */
import { Hono } from 'hono';
import { clientAuth } from './auth.ts';
import type { Engine } from './engine.ts';
import { CATEGORIES } from './household/categories.ts';
import { notFound } from './replies.ts';
import { readLanguage } from './routes-accounts.ts';
import { escapeHtml } from './widget/layout.ts';

export function catalogRoutes(engine: Engine): Hono {
  const app = new Hono();
  const auth = clientAuth(engine, 'categories=ro');

  app.get('/category-tree', auth, (c) => {
    const language = readLanguage(c);
    return c.json(CATEGORIES.map((one) => ({ id: one.id, parent_id: one.parentId, name: one.names[language] })));
  });

  const banks = (origin: string) =>
    engine.dataset.banks.map((bank) => ({
      id: bank.providerId,
      name: `${bank.name} / ${bank.nameAr}`,
      bank_name: `${bank.name} / ${bank.nameAr}`,
      bank_code: bank.bankCode,
      bic: bank.bic,
      country: 'SA',
      icon: { url: `${origin}/icons/${bank.key}.svg` },
      access_methods: [{ id: bank.accessMethodId, type: 'API' }],
    }));
  const catalogAuth = clientAuth(engine);
  app.get('/catalog', catalogAuth, (c) => c.json({ banks: banks(new URL(c.req.url).origin), services: [] }));
  app.get('/catalog/banks', catalogAuth, (c) => c.json({ banks: banks(new URL(c.req.url).origin) }));
  app.get('/catalog/services', catalogAuth, (c) => c.json({ services: [] }));

  app.get('/version', (c) => c.json({ environment: 'practice', version: '2.13.0' }));

  app.get('/icons/:file', (c) => {
    const bank = engine.dataset.banks.find((one) => `${one.key}.svg` === c.req.param('file'));
    if (!bank) return notFound(c);
    const initials = bank.name
      .split(' ')
      .map((word) => word.charAt(0))
      .join('');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="12" fill="${bank.color}"/><text x="24" y="31" font-family="sans-serif" font-size="19" font-weight="600" fill="#fff" text-anchor="middle">${escapeHtml(initials)}</text></svg>`;
    return c.body(svg, 200, { 'Content-Type': 'image/svg+xml' });
  });

  return app;
}

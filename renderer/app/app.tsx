import type { QueryClient } from '@tanstack/react-query';
import { Providers } from './providers.tsx';
import { Router } from './router.tsx';

export function App({ client }: { readonly client: QueryClient }) {
  return (
    <Providers client={client}>
      <Router />
    </Providers>
  );
}

import { Download } from 'lucide-react';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useExport } from './mutations.ts';
import type { FetchScope } from './queries.ts';

/** The lines as a file, to a place the system's own dialog asks for. */
export function ExportButtons({ scope }: { readonly scope: FetchScope }) {
  const t = useT();
  const exported = useExport(scope);
  return (['csv', 'json'] as const).map((format) => (
    <Button
      key={format}
      size="sm"
      icon={<Icon of={Download} size={13} />}
      onPress={() => exported.mutate(format)}
      isPending={exported.isPending && exported.variables === format}
    >
      {t(`activity.fetch.${format}`)}
    </Button>
  ));
}

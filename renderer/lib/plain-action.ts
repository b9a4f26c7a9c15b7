import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Something a feature offers in the palette that needs nothing of the data: it goes somewhere, or asks in a dialog. `app/actions` makes an `Action` of it. */
export type PlainAction = {
  readonly id: string;
  readonly group: 'go' | 'data';
  /** Locale key of its title; either language finds it. */
  readonly key: string;
  readonly icon: LucideIcon;
} & ({ readonly to: string } | { readonly dialog: (onClose: () => void) => ReactNode });

import {
  ArchiveRestore,
  Bell,
  EyeOff,
  HardDriveDownload,
  Info,
  Landmark,
  Languages,
  LockKeyhole,
  type LucideIcon,
  Palette,
  Plug,
  Trash2,
} from 'lucide-react';
import type { Section } from './section-ids.ts';

export const SECTION_ICONS: Readonly<Record<Section, LucideIcon>> = {
  language: Languages,
  appearance: Palette,
  privacy: EyeOff,
  lock: LockKeyhole,
  notifications: Bell,
  environment: Plug,
  connections: Landmark,
  data: HardDriveDownload,
  backup: ArchiveRestore,
  delete: Trash2,
  about: Info,
};

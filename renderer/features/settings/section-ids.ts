/** @file The sections of the settings, in their order. Without icons, so that tests walk them where no page is. */
export const SECTIONS = [
  'language',
  'appearance',
  'privacy',
  'lock',
  'notifications',
  'environment',
  'connections',
  'data',
  'backup',
  'delete',
  'about',
] as const;
export type Section = (typeof SECTIONS)[number];

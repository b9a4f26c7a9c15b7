import type { Platform } from '../../shared/domain/shortcut.ts';

/** Whose keys and caps apply. */
export const platform: Platform = /^Mac/.test(navigator.platform) ? 'mac' : 'other';

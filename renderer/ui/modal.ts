/** @file Every modal carries this attribute, so that shortcuts know when a dialog has the keyboard. */
export const MODAL = { 'data-modal': '' } as const;

export function isModalOpen(): boolean {
  return document.querySelector('[data-modal]') !== null;
}

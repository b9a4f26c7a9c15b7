/** @file Puts the keyboard into the list's search field, also when the page is only on its way. */
let field: HTMLInputElement | null = null;
let isAskedFor = false;

function take(): void {
  isAskedFor = false;
  field?.focus();
  field?.select();
}

/** The page hands its field over, and takes it back with null. */
export function offerSearchField(next: HTMLInputElement | null): void {
  field = next;
  if (field !== null && isAskedFor) take();
}

export function focusSearch(): void {
  isAskedFor = true;
  if (field !== null) take();
}

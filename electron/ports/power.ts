/** What the machine tells main about itself, passed on to the core. */
export type PowerEvent =
  | { readonly type: 'suspend' }
  | { readonly type: 'resume' }
  | { readonly type: 'unlock' }
  /** A hint, not a promise: whether any network is there. */
  | { readonly type: 'network'; readonly isOnline: boolean };

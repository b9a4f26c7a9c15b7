/** What the machine tells main about itself, passed on to the core. */
export type PowerEvent =
  | { readonly type: 'suspend' }
  | { readonly type: 'resume' }
  | { readonly type: 'unlock' }
  | { readonly type: 'screen-locked' }
  /** Somebody uses Mizan's window; said at most every few seconds. */
  | { readonly type: 'activity' }
  /** A hint, not a promise: whether any network is there. */
  | { readonly type: 'network'; readonly isOnline: boolean };

/** Opens an address in the user's own browser. The caller has passed it through the link policy (S9); main checks it again. */
export interface Opener {
  open(url: string): Promise<void>;
}

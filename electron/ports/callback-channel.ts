/** Whether the custom scheme reaches this running app (S19). */
export interface SchemeRegistration {
  readonly scheme: string;
  /** True when the operating system would hand `scheme:` links to us. */
  isRegistered(): Promise<boolean>;
}

/** Touch ID. Only a Mac with a sensor and an enrolled finger has it. */
export interface Biometry {
  isAvailable(): Promise<boolean>;
  /** `reason` completes the system's sentence "Mizan is trying to …". Resolves to whether the person was recognised. */
  confirm(reason: string): Promise<boolean>;
}

export type LoginStartState = {
  /** False where this copy of Mizan cannot be put on the system's list. */
  readonly isOffered: boolean;
  readonly isOn: boolean;
};

/** Whether Mizan starts with the person's session. The system's own list is the truth: the person may change it there as well. */
export interface LoginStart {
  state(): Promise<LoginStartState>;
  /** @throws AppError when the system does not take it */
  set(isOn: boolean): Promise<void>;
}

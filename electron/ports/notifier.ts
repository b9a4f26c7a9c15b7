/** One notification of the operating system. It may stand on a lock screen: no amounts, and names only where the person allowed them. */
export type SystemNotification = {
  readonly title: string;
  readonly body: string;
  /** Where the page goes when the notification is clicked. */
  readonly to: string;
};

export interface Notifier {
  /** Resolves once it was handed over; whether it is seen is the system's business. */
  show(notification: SystemNotification): Promise<void>;
}

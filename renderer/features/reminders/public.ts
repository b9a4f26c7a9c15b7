export { ReminderBanner } from './reminder-banner.tsx';

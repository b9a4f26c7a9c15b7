/** @file The system's list of what starts at login, in memory. */
import type { LoginStart } from '../../electron/ports/login-start.ts';
import { AppError } from '../../shared/errors.ts';

export type FakeLoginStart = LoginStart & { isOn: boolean; isBroken: boolean };

export function createFakeLoginStart(isOn = false): FakeLoginStart {
  const fake: FakeLoginStart = {
    isOn,
    isBroken: false,
    state: async () => ({ isOffered: true, isOn: fake.isOn }),
    async set(next) {
      if (fake.isBroken) throw new AppError('disk_full', 'scripted');
      fake.isOn = next;
    },
  };
  return fake;
}

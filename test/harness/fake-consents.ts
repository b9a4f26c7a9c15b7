/** @file The consents of the visual reference: renewals, an end that is near, a gap in the data held, a bank that was left. */
import type { Consent, ConsentBar, ConsentGroup, ConsentLane, ConsentTimeline } from '../../shared/contract/consents.ts';
import type { Handlers } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';
import { demoConsentCard, TODAY } from './fake-bridge-data.ts';

const bar = (consentId: string, grantedOn: string, endsOn: string, state: ConsentBar['state']): ConsentBar => ({
  consentId,
  grantedOn,
  endsOn,
  isEndEstimated: false,
  state,
});

type LaneFacts = Pick<ConsentLane, 'accountId' | 'name' | 'last4' | 'bars' | 'held'> & Partial<ConsentLane>;
const lane = (facts: LaneFacts): ConsentLane => ({ kind: 'current', currency: 'SAR', isArchived: false, gaps: [], ...facts });

type GroupFacts = Pick<ConsentGroup, 'connectionId' | 'bankName' | 'bankNameAr' | 'expiresAt' | 'bars' | 'lanes'> & Partial<ConsentGroup>;
const group = (facts: GroupFacts): ConsentGroup => ({ state: 'active', isExpiryEstimated: false, daysLeft: 70, ...facts });

const PRACTICE = [
  bar('n1', '2025-02-12', '2025-08-03', 'replaced'),
  bar('n2', '2025-08-03', '2026-01-28', 'replaced'),
  bar('n3', '2026-01-28', '2026-07-20', 'replaced'),
  bar('n4', '2026-07-20', '2027-01-16', 'in_force'),
];
const SAMPLE = [bar('n5', '2025-05-01', '2025-10-28', 'expired'), bar('n6', '2026-05-20', '2026-11-16', 'in_force')];
const WALLET = [bar('n7', '2026-03-10', '2027-03-10', 'in_force')];
const FORMER = [bar('n8', '2025-01-09', '2025-06-14', 'withdrawn')];
const SAMPLE_HELD = [
  { fromOn: '2025-01-31', untilOn: '2025-10-28' },
  { fromOn: '2026-02-19', untilOn: TODAY },
];
const GAP = [{ fromOn: '2025-10-29', untilOn: '2026-02-18', days: 113 }];

/** @param language bank names follow it; account names are the person's. */
export function fakeTimeline(language: 'ar' | 'en' = 'en'): ConsentTimeline {
  const name = (en: string, ar: string) => (language === 'ar' ? ar : en);
  const held = (fromOn: string) => [{ fromOn, untilOn: TODAY }];
  return {
    todayOn: TODAY,
    groups: [
      group({
        connectionId: 'c1',
        bankName: 'Practice Bank',
        bankNameAr: 'مصرف التدريب',
        expiresAt: '2027-01-16T09:00:00.000Z',
        bars: PRACTICE,
        lanes: [
          lane({
            accountId: 'a-4821',
            name: name('Current account', 'الحساب الجاري'),
            last4: '4821',
            bars: PRACTICE,
            held: held('2024-11-07'),
          }),
          lane({
            accountId: 'a-7730',
            name: name('Savings account', 'حساب الادخار'),
            last4: '7730',
            bars: PRACTICE,
            held: held('2024-11-07'),
          }),
          lane({
            accountId: 'a-9034',
            name: name('Credit card', 'البطاقة الائتمانية'),
            last4: '9034',
            bars: PRACTICE.slice(1),
            held: held('2025-05-03'),
          }),
        ],
      }),
      group({
        connectionId: 'c2',
        bankName: 'Sample Bank',
        bankNameAr: 'مصرف المثال',
        state: 'expiring',
        daysLeft: 9,
        expiresAt: '2026-11-16T09:00:00.000Z',
        bars: SAMPLE,
        lanes: [
          lane({
            accountId: 'a-1166',
            name: name('Current account', 'الحساب الجاري'),
            last4: '1166',
            bars: SAMPLE,
            held: SAMPLE_HELD,
            gaps: GAP,
          }),
          lane({
            accountId: 'a-2290',
            name: name('US dollar account', 'حساب الدولار'),
            last4: '2290',
            bars: SAMPLE,
            held: SAMPLE_HELD,
            gaps: GAP,
          }),
        ],
      }),
      group({
        connectionId: 'c3',
        bankName: 'Practice Wallet',
        bankNameAr: 'محفظة التدريب',
        state: 'error',
        expiresAt: '2027-03-10T09:00:00.000Z',
        bars: WALLET,
        lanes: [lane({ accountId: 'a-5508', name: name('Wallet', 'المحفظة'), last4: '5508', bars: WALLET, held: held('2025-12-08') })],
      }),
      group({
        connectionId: 'c4',
        bankName: 'Former Bank',
        bankNameAr: 'المصرف السابق',
        state: 'disconnected',
        expiresAt: null,
        daysLeft: null,
        bars: FORMER,
        lanes: [],
      }),
    ],
  };
}

function fakeConsent(id: string): Consent {
  for (const { connectionId, bankName, bankNameAr, bars } of fakeTimeline().groups) {
    const found = bars.find((one) => one.consentId === id);
    if (!found) continue;
    const hasText = id !== 'n5';
    return {
      id,
      connectionId,
      bankName,
      bankNameAr,
      state: found.state,
      grantedAt: `${found.grantedOn}T09:00:00.000Z`,
      expiresAt: `${found.endsOn}T09:00:00.000Z`,
      isExpiryEstimated: false,
      endedAt: null,
      language: 'en',
      version: '3',
      dataKinds: ['accounts', 'balances', 'transactions'],
      historyFromOn: '2026-02-19',
      isKeptUpdating: true,
      shown: hasText ? demoConsentCard('en', true) : null,
      translation: hasText ? demoConsentCard('ar', true) : null,
    };
  }
  throw new AppError('not_found', 'no such consent');
}

export function fakeConsents(language: 'ar' | 'en'): Pick<Handlers, 'consents.timeline' | 'consents.get'> {
  return { 'consents.timeline': () => fakeTimeline(language), 'consents.get': ({ id }) => fakeConsent(id) };
}

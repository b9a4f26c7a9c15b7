/** @file The household of the visual reference: three made-up banks, six accounts, Saturday 7 November 2026, 14:07 in Riyadh. */
import type { AppStatus } from '../../shared/contract/app.ts';
import type { Connection, ConsentCard } from '../../shared/contract/connections.ts';
import type { Environment } from '../../shared/contract/environments.ts';
import type { LockState } from '../../shared/contract/lock.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import type { SyncRun, SyncStatus } from '../../shared/contract/sync.ts';

export const NOW = '2026-11-07T11:07:00.000Z';
export const TODAY = '2026-11-07';
/** 14:05 in Riyadh today, and 21:40 yesterday. */
export const FRESH = '2026-11-07T11:05:00.000Z';
export const STALE = '2026-11-06T18:40:00.000Z';

export const demoSettings: Settings = {
  language: 'en',
  isWelcomeDone: true,
  theme: 'light',
  numerals: 'latn',
  privacyMode: false,
  motion: 'system',
  zoom: 100,
  notificationDetail: 'none',
  keepInBackground: true,
  accountGrouping: 'kind',
  isRecoveryDeclined: false,
};

export const demoLock: LockState = {
  isSet: false,
  isLocked: false,
  autoLockMinutes: 5,
  locksWithScreen: true,
  touchId: 'unavailable',
  waitUntil: null,
};

export const demoStatus: AppStatus = {
  version: '0.1.0',
  runtime: 'official',
  store: 'ready',
  storeError: null,
  today: TODAY,
  now: NOW,
  notices: [],
  healed: null,
};

export const demoEnvironments: readonly Environment[] = [
  {
    id: 'practice',
    kind: 'practice',
    name: 'Practice bank',
    baseUrl: '',
    clientId: '',
    hasCredentials: true,
    legalName: { ar: 'شركة التدريب للخدمات', en: 'Practice Services Company' },
    isActive: true,
  },
  {
    id: 'env-sandbox',
    kind: 'sandbox',
    name: 'MIS Connect sandbox',
    baseUrl: 'https://sandbox.provider.example',
    clientId: 'practice-01',
    hasCredentials: true,
    legalName: { ar: 'شركة المثال للتقنية المالية', en: 'Example Fintech Company' },
    isActive: false,
  },
];

function connection(part: Pick<Connection, 'id' | 'bankName' | 'bankNameAr' | 'accountCount'> & Partial<Connection>): Connection {
  return {
    state: 'active',
    stateReason: null,
    connectedAt: '2026-07-20T09:00:00.000Z',
    expiresAt: '2027-01-16T09:00:00.000Z',
    isExpiryEstimated: false,
    isAutosync: true,
    askedAt: FRESH,
    bankDataAt: FRESH,
    nextBankSyncAt: null,
    ...part,
  };
}

export const demoConnections: readonly Connection[] = [
  connection({ id: 'c1', bankName: 'Practice Bank', bankNameAr: 'مصرف التدريب', accountCount: 3 }),
  connection({
    id: 'c2',
    bankName: 'Sample Bank',
    bankNameAr: 'مصرف المثال',
    accountCount: 2,
    state: 'expiring',
    expiresAt: '2026-11-16T09:00:00.000Z',
    isAutosync: false,
  }),
  connection({
    id: 'c3',
    bankName: 'Practice Wallet',
    bankNameAr: 'محفظة التدريب',
    accountCount: 1,
    state: 'error',
    stateReason: 'bank_unavailable',
    bankDataAt: STALE,
    expiresAt: '2027-03-10T09:00:00.000Z',
  }),
];

const lastRun: SyncRun = {
  id: 41,
  trigger: 'schedule',
  startedAt: FRESH,
  endedAt: FRESH,
  outcome: 'partial',
  errorCode: null,
  newCount: 4,
  changedCount: 1,
  removedCount: 0,
};

export const demoSync: SyncStatus = {
  isRunning: false,
  isOffline: false,
  run: null,
  lastRun,
  accounts: [],
  askedAt: FRESH,
  bankDataAt: FRESH,
  oldestBankDataAt: STALE,
  oldestBankName: 'Practice Wallet',
  oldestBankNameAr: 'محفظة التدريب',
  nextUserSyncAt: null,
  nextReadAt: '2026-11-07T17:05:00.000Z',
};

const row = (id: ConsentCard['rows'][number]['id'], label: string, ...lines: string[]): ConsentCard['rows'][number] => ({
  id,
  label,
  lines,
  items: [],
});

export function demoConsentCard(language: 'ar' | 'en', keepUpdating: boolean): ConsentCard {
  return language === 'ar' ? arabicCard(keepUpdating) : englishCard(keepUpdating);
}

function englishCard(keepUpdating: boolean): ConsentCard {
  return {
    language: 'en',
    version: '3',
    title: 'Before you go to your bank',
    subtitle: 'Nothing is shared until you agree at the bank. This is what Mizan asks for.',
    rows: [
      row('purpose', 'Purpose', 'To provide one view of all your accounts, we need to read your accounts at the bank you choose.'),
      row('benefit', 'What you get', 'Balances, history and spending in one place, readable offline.'),
      {
        ...row('data', 'Data we read'),
        items: [
          { text: 'Account names, IBANs and types', isRead: true },
          { text: 'Balances and card limits', isRead: true },
          { text: 'Transactions, booked and pending', isRead: true },
          { text: 'Never: your bank password. Mizan cannot move money.', isRead: false },
        ],
      },
      row('history', 'How far back', '90 days, from 9 Aug 2026'),
      row('until', 'Until', 'Thursday 6 May 2027', '29 Dhu al-Qidah 1448 · 180 days, then you decide again'),
      row(
        'receiver',
        'Who receives it',
        'Practice Services Company reads it through MIS Connect and passes it to Mizan on this computer. Nobody else.',
      ),
      row('cost', 'Cost', 'None'),
      row(
        'withdraw',
        'To withdraw',
        'Settings → Connections, at any time. New data stops at once; you choose whether to keep or erase the history.',
      ),
    ],
    keepUpdating: {
      label: 'Keep updating automatically',
      explanation: keepUpdating
        ? 'MIS Connect keeps an access key of the bank so that it can read up to 4 times a day. Mizan keeps none.'
        : 'Nothing is kept. You refresh yourself, at your bank, whenever you want.',
    },
    historyFrom: '2026-08-09',
    untilOn: '2027-05-06',
    footnote: 'A copy of this text is kept with the consent.',
  };
}

function arabicCard(keepUpdating: boolean): ConsentCard {
  return {
    language: 'ar',
    version: '3',
    title: 'قبل أن تنتقل إلى بنكك',
    subtitle: 'لا يُشارَك شيء قبل أن توافق لدى البنك. هذا ما يطلبه ميزان.',
    rows: [
      row('purpose', 'الغرض', 'لتقديم عرض واحد لكل حساباتك، نحتاج إلى قراءة حساباتك في البنك الذي تختاره.'),
      row('benefit', 'ما تستفيده', 'الأرصدة والسجل والمصروفات في مكان واحد، وتُقرأ دون اتصال.'),
      {
        ...row('data', 'ما نقرؤه'),
        items: [
          { text: 'أسماء الحسابات وأرقام الآيبان وأنواعها', isRead: true },
          { text: 'الأرصدة وحدود البطاقات', isRead: true },
          { text: 'العمليات المقيّدة والمعلّقة', isRead: true },
          { text: 'أبدًا: كلمة مرورك البنكية. ولا يستطيع ميزان تحويل المال.', isRead: false },
        ],
      },
      row('history', 'مدة السجل', '90 يومًا، من 9 أغسطس 2026'),
      row('until', 'حتى', 'الخميس 6 مايو 2027', '29 ذو القعدة 1448 · 180 يومًا، ثم تقرّر من جديد'),
      row('receiver', 'من يستلمها', 'تقرؤها شركة التدريب للخدمات عبر MIS Connect وتسلّمها إلى ميزان على هذا الجهاز. لا أحد غيرهما.'),
      row('cost', 'التكلفة', 'لا شيء'),
      row('withdraw', 'للسحب', 'الإعدادات ← البنوك المربوطة، في أي وقت. تتوقف البيانات الجديدة فورًا، وتختار إبقاء السجل أو محوه.'),
    ],
    keepUpdating: {
      label: 'إبقاء البيانات محدّثة تلقائيًا',
      explanation: keepUpdating
        ? 'تحتفظ MIS Connect بمفتاح دخول من البنك لتقرأ حتى 4 مرات يوميًا. لا يحتفظ ميزان بأي مفتاح.'
        : 'لا يُحفظ شيء. تحدّث أنت البيانات لدى بنكك متى شئت.',
    },
    historyFrom: '2026-08-09',
    untilOn: '2027-05-06',
    footnote: 'تُحفظ نسخة من هذا النص مع الموافقة.',
  };
}

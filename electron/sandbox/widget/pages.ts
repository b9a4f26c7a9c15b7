/** @file The widget's pages, one per step. Form names and field names are what `scripts/lib/widget-walker.ts` goes by. */
import { lastFour } from '../../../shared/domain/iban.ts';
import type { Engine } from '../engine.ts';
import type { BankSpec } from '../household/row.ts';
import { escapeHtml as e, page } from './layout.ts';
import { offeredAccounts, type Session } from './session.ts';
import { widgetTexts } from './texts.ts';

/** The bank's "text message": always the same, told on the page. */
export const ONE_TIME_CODE = '246810';
const STEPS: readonly Session['step'][] = ['banks', 'login', 'code', 'accounts', 'summary'];

type View = { readonly engine: Engine; readonly session: Session };
type Texts = ReturnType<typeof widgetTexts>;

function bankName(bank: BankSpec, session: Session): string {
  return session.language === 'ar' ? bank.nameAr : bank.name;
}

function hidden(session: Session): string {
  return `<input type="hidden" name="token" value="${e(session.token)}">`;
}

function form(session: Session, name: string, inner: string): string {
  return `<form method="post" action="/widget/${name}" name="${name}" autocomplete="off">${hidden(session)}${inner}</form>`;
}

function cancelForm(session: Session, t: Texts): string {
  return `<div class="row">${form(session, 'cancel', `<button>${e(t.cancel)}</button>`)}</div>`;
}

function steps(session: Session): string {
  if (session.wish.kind === 'sync') return '';
  const reached = STEPS.indexOf(session.step);
  return `<ol class="steps" aria-hidden="true">${STEPS.map((_, index) => `<li${index <= reached ? ' class="on"' : ''}></li>`).join('')}</ol>`;
}

function problem(session: Session, text: string): string {
  return session.hasProblem ? `<div class="problem" role="alert">${e(text)}</div>` : '';
}

function practiceOptions(session: Session, t: Texts): string {
  const button = (value: string, label: string) => `<button name="outcome" value="${value}">${e(label)}</button>`;
  const buttons = [button('fail', t.fail), button('close', t.close), button('delay', t.delay), button('wrong_state', t.wrongState)].join(
    '',
  );
  const noted = session.isDelayed || session.hasWrongState ? `<p>${e(t.chosen)}</p>` : '';
  return `<details${noted ? ' open' : ''}><summary>${e(t.practice)}</summary><p>${e(t.practiceHint)}</p>${noted}${form(session, 'practice', buttons)}</details>`;
}

function banksPage({ engine, session }: View, t: Texts): string {
  const buttons = engine.dataset.banks
    .map((bank) => {
      const other = session.language === 'ar' ? bank.name : bank.nameAr;
      const initials = bank.name
        .split(' ')
        .map((word) => word.charAt(0))
        .join('');
      const mark = session.picks.has(bank.key) ? `<em>✓ ${e(t.added)}</em>` : '';
      return `<button class="bank" name="bank" value="${e(bank.key)}" data-names="${e(`${bank.name}|${bank.nameAr}`)}"><b style="background:${bank.color}">${e(initials)}</b><span>${e(bankName(bank, session))}<small><bdi>${e(other)}</bdi></small></span>${mark}</button>`;
    })
    .join('');
  return `<h1>${e(t.chooseBank)}</h1><p>${e(t.chooseBankHint)}</p>${form(session, 'bank', buttons)}${cancelForm(session, t)}${practiceOptions(session, t)}`;
}

function loginPage({ engine, session }: View, t: Texts): string {
  const bank = engine.bank(session.bank ?? '');
  const fields = `<label class="field">${e(t.user)}<input type="text" name="user" required maxlength="60"></label>
<label class="field">${e(t.password)}<input type="password" name="password" required maxlength="60"></label>
<div class="row"><button class="main" name="next" value="login">${e(t.continue)}</button></div>`;
  return `<h1>${e(t.login)} · <bdi>${e(bankName(bank, session))}</bdi></h1><p class="hint">${e(t.loginHint)}</p>${problem(session, t.fieldsMissing)}${form(session, 'login', fields)}${cancelForm(session, t)}${practiceOptions(session, t)}`;
}

function codePage({ session }: View, t: Texts): string {
  const isSync = session.wish.kind === 'sync';
  const fields = `<label class="field">${e(t.code)}<input class="code" type="text" name="code" inputmode="numeric" required maxlength="6" data-hint="${ONE_TIME_CODE}"></label>
<div class="row"><button class="main" name="next" value="code">${e(t.continue)}</button></div>`;
  const keep = isSync ? keepBox(session, t) : '';
  return `<h1>${e(isSync ? t.sync : t.code)}</h1>${isSync ? `<p>${e(t.syncHint)}</p>` : ''}<p class="hint">${e(t.codeHint)} <bdi>${ONE_TIME_CODE}</bdi></p>${problem(session, t.codeWrong)}${form(session, 'code', keep + fields)}${cancelForm(session, t)}${isSync ? practiceOptions(session, t) : ''}`;
}

function accountsPage({ engine, session }: View, t: Texts): string {
  const bankKey = session.bank ?? '';
  const type = session.wish.allowsMany ? 'checkbox' : 'radio';
  const picks = offeredAccounts(engine, session, bankKey)
    .map((key, index) => {
      const account = engine.account(key);
      const name = session.language === 'ar' ? account.nameAr : account.name;
      const isTicked = type === 'checkbox' || index === 0;
      return `<label class="pick"><input type="${type}" name="account" value="${e(key)}"${isTicked ? ' checked' : ''}><span><bdi>${e(name)}</bdi><small><bdi dir="ltr">•• ${e(lastFour(account.iban ?? account.number) ?? '')}</bdi> · <bdi>${e(account.currency)}</bdi></small></span></label>`;
    })
    .join('');
  const fields = `${picks}<div class="row"><button class="main" name="next" value="accounts">${e(t.continue)}</button></div>`;
  return `<h1>${e(t.accounts)}</h1><p>${e(t.accountsHint)}</p>${problem(session, t.accountsNone)}${form(session, 'accounts', fields)}${cancelForm(session, t)}`;
}

function keepBox(session: Session, t: Texts): string {
  const isTicked = session.saveSecrets ? ' checked' : '';
  return `<label class="pick"><input type="checkbox" name="save_secrets" value="true"${isTicked}><span>${e(t.keep)}<small>${e(t.keepHint)}</small></span></label>`;
}

function summaryPage({ engine, session }: View, t: Texts): string {
  const lines = [...session.picks]
    .map(([bankKey, keys]) => {
      const names = keys.map((key) => (session.language === 'ar' ? engine.account(key).nameAr : engine.account(key).name));
      return `<li><strong>${e(bankName(engine.bank(bankKey), session))}</strong><br>${names.map((name) => `<bdi>${e(name)}</bdi>`).join(' · ')}</li>`;
    })
    .join('');
  const fields = `${keepBox(session, t)}<div class="row"><button class="main" name="action" value="finish">${e(t.finish)}</button><button name="action" value="another">${e(t.another)}</button></div>`;
  return `<h1>${e(t.summary)}</h1><p>${e(t.summaryHint)}</p><ul class="plain">${lines}</ul>${form(session, 'finish', fields)}${cancelForm(session, t)}`;
}

function donePage({ session }: View, t: Texts): string {
  return `<h1>${e(t.done)}</h1><p>${e(t.doneHint)}</p><a class="back" href="${e(session.redirect ?? '')}">${e(t.back)}</a>`;
}

function bodyOf(view: View, t: Texts): string {
  switch (view.session.step) {
    case 'banks':
      return banksPage(view, t);
    case 'login':
      return loginPage(view, t);
    case 'code':
      return codePage(view, t);
    case 'accounts':
      return accountsPage(view, t);
    case 'summary':
      return summaryPage(view, t);
    case 'waiting':
      return `<div class="spin"></div><h1>${e(t.waiting)}</h1><p>${e(t.waitingHint)}</p>`;
    case 'done':
      return donePage(view, t);
    case 'closed':
      return `<h1>${e(t.closed)}</h1><p>${e(t.closedHint)}</p>`;
  }
}

export function sessionPage(engine: Engine, session: Session): string {
  const t = widgetTexts(session.language);
  const other = session.language === 'ar' ? 'en' : 'ar';
  const isOver = session.step === 'done' || session.step === 'closed' || session.step === 'waiting';
  const switchTo = isOver ? null : { label: t.language, href: `/widget?token=${session.token}&lang=${other}` };
  const frame = { language: session.language, title: t.title, brand: t.title, note: t.safe, switchTo };
  const body = isOver ? bodyOf({ engine, session }, t) : steps(session) + bodyOf({ engine, session }, t);
  return page(session.step === 'waiting' ? { ...frame, refreshSeconds: 1 } : frame, body);
}

export function expiredPage(language: Session['language']): string {
  const t = widgetTexts(language);
  const frame = { language, title: t.title, brand: t.title, note: t.safe, switchTo: null };
  return page(frame, `<h1>${e(t.expired)}</h1><p>${e(t.expiredHint)}</p>`);
}

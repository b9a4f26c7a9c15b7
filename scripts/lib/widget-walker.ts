/**
 * @file Goes through the practice bank's widget as a browser without script would: reads forms, fills them in, sends
 * them, follows redirects, and stops at the one that leaves the widget. Used by the demo and by tests.
 */

export type WalkOptions = {
  /** The link's address, used as it is. */
  readonly location: string;
  /** Bank by any of its names or its key; without it every bank is connected in this one pass. */
  readonly bank?: string;
  /** Several banks in one pass. */
  readonly banks?: readonly string[];
  /** Sets the tick-box; without it the box stays as the link preset it. */
  readonly saveSecrets?: boolean;
  readonly language?: 'ar' | 'en' | 'de';
  readonly end?: 'finish' | 'cancel' | 'fail';
};

type Field = { readonly name: string; readonly value: string; readonly type: string; readonly isChecked: boolean; readonly hint: string };
type Button = { readonly name: string; readonly value: string; readonly names: readonly string[] };
type Form = {
  readonly name: string;
  readonly action: string;
  readonly method: string;
  readonly fields: readonly Field[];
  readonly buttons: readonly Button[];
};
type Page = { readonly url: string; readonly forms: readonly Form[] };
type Answer = { readonly page: Page } | { readonly redirect: string };

const MAX_STEPS = 60;

/** Names of the banks the widget offers, Latin name first. */
export async function listWidgetBanks(location: string): Promise<readonly string[]> {
  const answer = await open(location, location);
  const form = 'page' in answer ? answer.page.forms.find((one) => one.name === 'bank') : undefined;
  return form?.buttons.map((button) => button.names[0] ?? button.value) ?? [];
}

export async function walkWidget(options: WalkOptions): Promise<{ redirect: string }> {
  const wanted = options.bank === undefined ? options.banks : [options.bank];
  let answer = await open(
    options.language === undefined ? options.location : `${options.location}&lang=${options.language}`,
    options.location,
  );
  let toDo: readonly string[] | undefined;
  for (let step = 0; step < MAX_STEPS; step++) {
    if ('redirect' in answer) return answer;
    const { page } = answer;
    if (options.end === 'cancel' || options.end === 'fail') {
      answer = await leave(page, options);
      continue;
    }
    const bankForm = page.forms.find((form) => form.name === 'bank');
    if (bankForm) {
      toDo ??= wanted ?? bankForm.buttons.map((button) => button.value);
      const [next = '', ...others] = toDo;
      toDo = others;
      answer = await submit(page, bankForm, options.location, { button: pickBank(bankForm, next) });
    } else {
      answer = await takeStep(page, options, (toDo?.length ?? 0) > 0);
    }
  }
  throw new Error('the widget does not end');
}

function pickBank(form: Form, wanted: string): Button {
  const found = form.buttons.find((button) => button.value === wanted || button.names.includes(wanted));
  if (!found) throw new Error(`the widget offers no bank "${wanted}"`);
  return found;
}

function leave(page: Page, options: WalkOptions): Promise<Answer> {
  const form = page.forms.find((one) => one.name === (options.end === 'fail' ? 'practice' : 'cancel'));
  if (!form) throw new Error('this page cannot be left that way');
  const button = form.buttons.find((one) => options.end !== 'fail' || one.value === 'fail');
  return submit(page, form, options.location, button ? { button } : {});
}

/** Login, code, accounts and the last page: fill in what is asked for and press the right button. */
async function takeStep(page: Page, options: WalkOptions, hasMoreBanks: boolean): Promise<Answer> {
  const form = page.forms.find((one) => ['login', 'code', 'accounts', 'finish'].includes(one.name));
  if (!form) return wait(page, options);
  const values = Object.fromEntries(
    form.fields
      .filter((field) => field.type === 'text' || field.type === 'password')
      .map((field) => [field.name, field.hint || 'practice']),
  );
  const button = form.buttons.find((one) => one.name !== 'action' || one.value === (hasMoreBanks ? 'another' : 'finish'));
  const ticks = options.saveSecrets === undefined ? {} : { save_secrets: options.saveSecrets };
  return submit(page, form, options.location, { values, ticks, ...(button ? { button } : {}) });
}

/** A page that continues by itself: look again, as its refresh tells the browser to. */
async function wait(page: Page, options: WalkOptions): Promise<Answer> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return open(page.url, options.location);
}

type Filling = {
  readonly values?: Readonly<Record<string, string>>;
  readonly ticks?: Readonly<Record<string, boolean>>;
  readonly button?: Button;
};

function submit(page: Page, form: Form, widget: string, filling: Filling): Promise<Answer> {
  const body = new URLSearchParams();
  for (const field of form.fields) {
    if (field.type === 'checkbox' || field.type === 'radio') {
      if (filling.ticks?.[field.name] ?? field.isChecked) body.append(field.name, field.value);
    } else body.append(field.name, filling.values?.[field.name] ?? field.value);
  }
  if (filling.button?.name) body.append(filling.button.name, filling.button.value);
  const address = new URL(form.action, page.url);
  if (form.method === 'get') {
    address.search = body.toString();
    return open(address.href, widget);
  }
  return open(address.href, widget, body);
}

/** One request and its redirects; the first that leaves the widget's origin ends the walk. */
async function open(address: string, widget: string, body?: URLSearchParams): Promise<Answer> {
  const { origin } = new URL(widget);
  let url = address;
  let form = body;
  for (let hop = 0; hop < 10; hop++) {
    const response = await fetch(url, { method: form ? 'POST' : 'GET', redirect: 'manual', ...(form ? { body: form } : {}) });
    const target = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && target !== null) {
      const next = new URL(target, url);
      if (next.origin !== origin || !next.pathname.startsWith('/widget')) return { redirect: target };
      url = next.href;
      form = undefined;
      continue;
    }
    if (response.status >= 400) throw new Error(`the widget answered ${response.status}`);
    return { page: { url, forms: parseForms(await response.text()) } };
  }
  throw new Error('the widget redirects in circles');
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return match?.[1]?.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
}

/** Enough HTML for forms with quoted attributes, which is what the widget writes. */
function parseForms(html: string): readonly Form[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', inner = '']) => {
    const tags = (name: string) => [...inner.matchAll(new RegExp(`<${name}\\b[^>]*>`, 'g'))].map(([tag]) => tag);
    return {
      name: attribute(attributes, 'name') ?? '',
      action: attribute(attributes, 'action') ?? '',
      method: (attribute(attributes, 'method') ?? 'get').toLowerCase(),
      fields: tags('input').map((tag) => ({
        name: attribute(tag, 'name') ?? '',
        value: attribute(tag, 'value') ?? '',
        type: attribute(tag, 'type') ?? 'text',
        isChecked: /\schecked\b/.test(tag),
        hint: attribute(tag, 'data-hint') ?? '',
      })),
      buttons: tags('button').map((tag) => ({
        name: attribute(tag, 'name') ?? '',
        value: attribute(tag, 'value') ?? '',
        names: (attribute(tag, 'data-names') ?? '').split('|').filter((name) => name !== ''),
      })),
    };
  });
}

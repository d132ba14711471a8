import type { NewMethodKind } from '../account-actions';
import type { PaneAccount, PanePersona, PaneWorld } from '../pane-view';
import { api } from './api';
import { button, element } from './dom';
import { icon } from './icons';
import { personSwitch } from './person-switch';
import { timeOf } from './times';

const KIND_NAMES: Readonly<Record<NewMethodKind, string>> = {
  authenticator: 'Microsoft Authenticator',
  phone: 'Phone number',
  fido2: 'Security key',
};

const PASS_REFUSED = 'The pass was not accepted.';

interface Parts {
  readonly methods: HTMLElement;
  readonly pass: HTMLElement;
  readonly field: HTMLInputElement;
  readonly kind: HTMLSelectElement;
  readonly said: HTMLElement;
  readonly giveButton: HTMLButtonElement;
}

/** The person's Entra account, as an administrator and as the person would act on it. */
export interface AccountView extends Parts {
  readonly root: HTMLElement;
  personaId: string;
}

function showPass(pass: HTMLElement, { live, expiresAt }: PaneAccount['pass']): void {
  const until = expiresAt === undefined ? '' : ` until ${timeOf(Date.parse(expiresAt))}`;
  pass.textContent = live ? `Pass${until}` : 'No pass';
  pass.classList.toggle('is-live', live);
}

const methodItem = ({ kind, label }: PaneAccount['methods'][number]): HTMLElement =>
  element('li', { class: 'method' }, icon(/phone/i.test(kind) ? 'phone' : 'shield'), element('span', {}, label));

/** Shows methods and pass as they are now. */
export async function reloadAccount(view: AccountView): Promise<void> {
  const asked = view.personaId;
  const { methods, pass } = await api.account(asked);
  if (asked !== view.personaId) return;
  const none = element(
    'li',
    { class: 'method is-none' },
    'No method: this person cannot sign in with a second factor.',
  );
  view.methods.replaceChildren(...(methods.length === 0 ? [none] : methods.map(methodItem)));
  showPass(view.pass, pass);
}

function tell({ said }: Parts, text: string, isGood: boolean): void {
  said.textContent = text;
  said.className = `said ${isGood ? 'is-good' : 'is-bad'}`;
}

const chosenKind = ({ kind }: Parts): NewMethodKind =>
  // The options are the kinds.
  kind.value as NewMethodKind;

async function enrol(view: AccountView): Promise<void> {
  const pass = view.field.value.trim();
  if (pass === '') {
    tell(view, 'Type the pass that the card showed.', false);
    view.field.focus();
    return;
  }
  const enrolled = await api.enrol(view.personaId, chosenKind(view), pass);
  view.field.value = '';
  if (enrolled.ok) tell(view, 'Signed in with the pass and enrolled.', true);
  else tell(view, enrolled.reason || PASS_REFUSED, false);
  await reloadAccount(view);
}

async function give(view: AccountView): Promise<void> {
  await api.giveMethod(view.personaId, chosenKind(view));
  tell(view, 'Registered by an administrator.', true);
  await reloadAccount(view);
}

function createParts(world: PaneWorld): Parts {
  const options = world.methodKinds.map((kind) => element('option', { attributes: { value: kind } }, KIND_NAMES[kind]));
  const attributes = { id: 'pass-field', autocomplete: 'off', spellcheck: 'false', placeholder: 'Pass from the card' };
  return {
    methods: element('ul', { class: 'methods', attributes: { 'aria-label': 'Registered methods' } }),
    pass: element('span', { class: 'pass-state', attributes: { role: 'status' } }),
    field: element('input', { class: 'field', attributes: { ...attributes, 'aria-label': 'Temporary Access Pass' } }),
    kind: element('select', { class: 'field', attributes: { 'aria-label': 'What to enrol' } }, ...options),
    said: element('p', { class: 'said', attributes: { role: 'status' } }),
    giveButton: button({ class: 'secondary', attributes: { title: 'As an administrator would, without the pass' } }),
  };
}

/** A press of a button: what fails is said, and nothing is shown twice. */
function run(view: AccountView, work: (view: AccountView) => Promise<void>): void {
  work(view).catch(() => {
    tell(view, 'That did not work. Please try again.', false);
  });
}

function showAccountOf(view: AccountView, { id, name }: PanePersona): void {
  view.personaId = id;
  view.said.textContent = '';
  view.giveButton.textContent = `Give ${name.split(' ')[0] ?? name} a method`;
  void reloadAccount(view);
}

function layOut(parts: Parts, head: HTMLElement, enrolButton: HTMLElement): HTMLElement {
  const { methods, pass, field, kind, said, giveButton } = parts;
  const state = element('div', { class: 'account-head' }, element('h4', {}, 'Registered methods'), pass);
  const form = element('div', { class: 'account-form' }, kind, field, enrolButton, giveButton, said);
  return element('div', { class: 'account' }, head, state, methods, form);
}

export function createAccountView(world: PaneWorld): AccountView {
  const parts = createParts(world);
  const onSwitch = (personaId: string): void => {
    const persona = world.personas.find(({ id }) => id === personaId);
    head.show(personaId);
    if (persona) showAccountOf(view, persona);
  };
  const head = personSwitch({ personas: world.personas, label: 'Whose account', onSwitch });
  const onEnrol = (): void => {
    run(view, enrol);
  };
  const enrolButton = button({ class: 'primary', onClick: onEnrol }, 'Enrol a new phone with the pass');
  const view: AccountView = { ...parts, root: layOut(parts, head.root, enrolButton), personaId: world.accountOf };
  parts.giveButton.addEventListener('click', () => {
    run(view, give);
  });
  onSwitch(world.accountOf);
  return view;
}

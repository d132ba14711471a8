import { BUTTONS } from '../words/buttons';
import { VERIFIED_BY } from '../words/choices';
import { ID_WORDS } from '../words/counter';
import type { IdDocument } from '../recovery/attendance';
import { ID_DOCUMENTS } from '../recovery/attendance';
import type { VerifiedBy } from '../recovery/facts';

/** A verb that has a button of its own; `approval.confirmApprove` has three, see `verifiedByButtons`. */
export type ButtonVerb = keyof typeof BUTTONS;

export interface Button {
  readonly title: string;
  readonly verb: string;
  readonly style: 'default' | 'positive' | 'destructive';
  /** `none`: the press goes through while a required input is empty. */
  readonly inputs: 'auto' | 'none';
  readonly data: Readonly<Record<string, string>>;
  /** For clients that do not know `Action.Execute`: the verb travels in the data. */
  readonly submitData: Readonly<Record<string, string>>;
}

export interface ButtonRow {
  readonly spacing: 'Medium' | 'Small';
  readonly buttons: readonly Button[];
}

interface Options {
  readonly title?: string;
  readonly style?: Button['style'];
  readonly inputs?: Button['inputs'];
}

const STYLES: Readonly<Partial<Record<ButtonVerb, Button['style']>>> = {
  'request.confirm': 'positive',
  'request.itsMe': 'positive',
  'approval.fraud': 'destructive',
  'approval.confirmDeny': 'destructive',
  'approval.confirmFraud': 'destructive',
  'pass.reveal': 'positive',
  'helpdesk.openFor': 'positive',
  'helpdesk.incident': 'destructive',
  'helpdesk.pause': 'destructive',
};

function make(verb: string, title: string, data: Readonly<Record<string, string>>, options: Options): Button {
  const { style = 'default', inputs = 'auto' } = options;
  return { title, verb, style, inputs, data, submitData: { ...data, verb } };
}

/** A button that carries nothing but the card's token. */
export function button(token: string | undefined, verb: ButtonVerb, options: Options = {}): Button {
  const data: Readonly<Record<string, string>> = token === undefined || token === '' ? {} : { token };
  return make(verb, options.title ?? BUTTONS[verb], data, {
    ...options,
    style: options.style ?? STYLES[verb] ?? 'default',
  });
}

/** One button for each way of recognising the employee; pressing it approves. */
export function verifiedByButtons(token: string): readonly Button[] {
  // Object.keys loses the key type; VERIFIED_BY has exactly the domain's ways as keys (checked by the table's own test).
  const ways = Object.keys(VERIFIED_BY) as VerifiedBy[];
  return ways.map((verifiedBy) =>
    make('approval.confirmApprove', VERIFIED_BY[verifiedBy].button, { token, verifiedBy }, { style: 'positive' }),
  );
}

/** One button for each kind of ID; pressing it records that the attendant has looked at one. */
export function documentButtons(token: string): readonly Button[] {
  return ID_DOCUMENTS.map((document: IdDocument) =>
    make('counter.idCheck', ID_WORDS[document].button, { token, document }, { style: 'positive' }),
  );
}

/** Rows without a button disappear. Two buttons a row at most: three do not fit on a phone. */
export function rows(...all: readonly (readonly Button[])[]): readonly ButtonRow[] {
  const full = all.filter((buttons) => buttons.length > 0);
  return full.map((buttons, at) => ({ buttons, spacing: at === 0 ? 'Medium' : 'Small' }));
}

import type { ObjectId } from '../recovery/terms';
import { BUTTON_VARIANTS } from '../words/buttons';
import { FORM, HELPDESK_FORMS } from '../words/helpdesk';
import { button, rows } from './buttons';
import type { Card } from './card';
import type { ChoiceInput } from './card-data';
import type { HelpdeskVerb } from './draw-status';
import { paragraphs } from './lines';
import { neutral } from './plain-text';
import { renderCard } from './render-card';
import { caseFacts } from './request-facts';
import { requestFrame, requestHeader } from './request-page';
import type { RequestView } from './request-view';

/** Somebody who may approve; chosen by the server, never typed. */
export interface Candidate {
  readonly id: ObjectId;
  readonly displayName: string;
}

const NAME = 60;
const MOST = 20;

function approverInput(verb: HelpdeskVerb, candidates: readonly Candidate[]): { readonly approver?: ChoiceInput } {
  if (verb !== 'helpdesk.reassign' || candidates.length === 0) return {};
  const choices = candidates
    .slice(0, MOST)
    .map(({ id, displayName }) => ({ title: neutral(displayName, NAME), value: id }));
  return { approver: { label: FORM.approver, error: FORM.approverError, choices } };
}

/** What a helpdesk verb needs before it acts: a reason, a note, the next approver. */
export function drawHelpdeskForm(view: RequestView, verb: HelpdeskVerb, candidates: readonly Candidate[] = []): Card {
  const { token } = view;
  const words = HELPDESK_FORMS[verb];
  const back = button(token, 'request.refresh', { title: BUTTON_VARIANTS.dismissForm, inputs: 'none' });
  const data = {
    ...requestHeader(view, words.title),
    lead: paragraphs(words.lead),
    facts: caseFacts(view, 'others'),
    ...approverInput(verb, candidates),
    field: {
      id: verb === 'helpdesk.note' ? ('note' as const) : ('reason' as const),
      label: words.field,
      placeholder: FORM.placeholder,
      value: '',
      error: FORM.fieldError,
    },
    buttonRows: rows([button(token, verb), back]),
  };
  return renderCard('helpdesk-form', data, requestFrame(view, words.title));
}

import { BUTTON_VARIANTS } from '../words/buttons';
import { FORM } from '../words/helpdesk';
import { NEW_PASSWORD_FORM, PASSWORD_REASONS } from '../words/new-password';
import { button, rows } from './buttons';
import type { Card } from './card';
import { choicesOf } from './inputs';
import { bullets, paragraphs, section } from './lines';
import { employeeName } from './people';
import { renderCard } from './render-card';
import { caseFacts } from './request-facts';
import { requestFrame, requestHeader } from './request-page';
import type { RequestView } from './request-view';

/** What security reads before it asks for a new password: what happens, when it is wrong, and for which reason. */
export function drawPasswordForm(view: RequestView): Card {
  const { token, request } = view;
  const words = NEW_PASSWORD_FORM;
  const back = request.state === 'incident' ? 'incident.show' : 'request.refresh';
  const data = {
    ...requestHeader(view, words.title),
    lead: paragraphs(words.lead(employeeName(view))),
    facts: caseFacts(view, 'others'),
    sections: [
      ...section(words.whatTitle, bullets(words.what)),
      ...section(words.wrongTitle, bullets(words.wrong), { style: 'warning' }),
    ],
    reason: { label: words.reason, error: words.reasonError, choices: choicesOf(PASSWORD_REASONS) },
    field: { label: words.words, placeholder: FORM.placeholder, error: words.wordsError },
    buttonRows: rows([
      button(token, 'helpdesk.password'),
      button(token, back, { title: BUTTON_VARIANTS.dismissForm, inputs: 'none' }),
    ]),
  };
  return renderCard('password-form', data, requestFrame(view, words.title));
}

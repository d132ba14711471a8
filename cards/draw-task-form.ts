import type { IncidentTask, TaskAnswer } from '../recovery/incident-tasks';
import { MOST_TASK_WORDS, TASK_ANSWERS as ANSWERS_OF } from '../recovery/incident-tasks';
import type { IncidentRequest } from '../recovery/request';
import type { PasswordOffer } from '../recovery/require-password-change';
import { BUTTON_VARIANTS } from '../words/buttons';
import { FORM } from '../words/helpdesk';
import { TASK_ANSWERS, TASK_LIST, TASKS } from '../words/incident';
import { button, rows } from './buttons';
import type { Card } from './card';
import type { ChoiceInput } from './card-data';
import { paragraphs } from './lines';
import { passwordFacts } from './new-password';
import { clean } from './plain-text';
import { renderCard } from './render-card';
import { caseFacts } from './request-facts';
import { requestFrame, requestHeader } from './request-page';
import type { ViewOf } from './request-view';

/** What was filled in so far, or typed just now and not taken. */
export interface Filling {
  readonly answer?: TaskAnswer | undefined;
  readonly text?: string | undefined;
}

function answerInput(task: IncidentTask, value: TaskAnswer | undefined): { readonly answer?: ChoiceInput } {
  const answers: readonly TaskAnswer[] = ANSWERS_OF[task];
  if (answers.length === 0) return {};
  const choices = answers.map((answer) => ({ title: TASK_ANSWERS[answer], value: answer }));
  return { answer: { label: TASKS[task].answer, error: TASK_LIST.answerError, value: value ?? '', choices } };
}

/**
 * Asks for one task of an incident, with what stands there already: sending it again corrects it. `offer` is what can be
 * done about the password from here.
 */
export function drawTaskForm(
  view: ViewOf<IncidentRequest>,
  task: IncidentTask,
  typed: Filling = {},
  offer?: PasswordOffer,
): Card {
  const { token } = view;
  const words = TASKS[task];
  const filled: Filling = view.request.incident.tasks?.[task] ?? {};
  const back = button(token, 'incident.show', { title: BUTTON_VARIANTS.dismissForm, inputs: 'none' });
  const data = {
    ...requestHeader(view, words.title),
    lead: paragraphs(words.lead),
    facts: [...caseFacts(view, 'others'), ...(task === 'password' ? passwordFacts(view, offer) : [])],
    ...answerInput(task, typed.answer ?? filled.answer),
    field: {
      ...{ label: words.field, placeholder: FORM.placeholder, error: FORM.fieldError },
      value: clean(typed.text ?? filled.text ?? '', MOST_TASK_WORDS),
    },
    buttonRows: rows(
      [button(token, `incident.${task}`, { title: BUTTON_VARIANTS.save, style: 'positive' }), back],
      offer === 'offered' ? [button(token, 'helpdesk.password', { inputs: 'none' })] : [],
    ),
  };
  return renderCard('task-form', data, requestFrame(view, words.title));
}

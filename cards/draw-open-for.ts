import type { Scenario } from '../recovery/terms';
import { DRAFT } from '../words/draft';
import { OPEN_FOR } from '../words/helpdesk';
import { LINK_PLACES } from '../words/link-places';
import { button, rows } from './buttons';
import type { Card } from './card';
import { placeInput, proofInput, scenarioInput } from './inputs';
import { paragraphs } from './lines';
import { clean } from './plain-text';
import { renderCard } from './render-card';
import type { Scene } from './request-view';

/** The form stands before any draft, so it may have no token; who presses is known from the activity. */
export interface OpenForView extends Pick<Scene, 'note'> {
  readonly token?: string;
  /** What was typed after “open for”. */
  readonly address?: string;
  readonly scenario?: Scenario;
  /** Whether the policy lets the pass appear at a counter. */
  readonly counters?: boolean;
}

const ADDRESS = 113;

/** Helpdesk: recovery for somebody whom the agent has recognised. Proof and ticket cannot be skipped. */
export function drawOpenFor(view: OpenForView): Card {
  const { person, ticket } = OPEN_FOR;
  const data = {
    area: DRAFT.area,
    title: OPEN_FOR.title,
    tone: 'accent' as const,
    ...(view.note === undefined ? {} : { note: view.note }),
    lead: paragraphs(OPEN_FOR.lead),
    person: {
      label: person,
      placeholder: OPEN_FOR.personPlaceholder,
      error: OPEN_FOR.personError,
      value: clean(view.address ?? '', ADDRESS),
    },
    scenario: scenarioInput(view.scenario),
    place: placeInput(view.counters === true),
    proof: proofInput(),
    ticket: { label: ticket, placeholder: OPEN_FOR.ticketPlaceholder, error: OPEN_FOR.ticketError },
    closing: paragraphs(LINK_PLACES.rule, OPEN_FOR.after),
    buttonRows: rows([button(view.token, 'helpdesk.openFor')]),
  };
  return renderCard('open-for', data, { summary: OPEN_FOR.summary });
}

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
  /** It was filled in from a message, and not typed by whoever reads it. */
  readonly fromMessage?: boolean;
  /** Whether the policy lets the pass appear at a counter. */
  readonly counters?: boolean;
  /** For a colleague: the helpdesk cannot open without proof and ticket. */
  readonly withoutProof?: boolean;
  /** What was sent already, where the form comes again. */
  readonly filled?: Filled;
}

interface Filled {
  readonly proof?: string | undefined;
  readonly ticket?: string | undefined;
  readonly place?: string | undefined;
}

const ADDRESS = 113;
const TICKET = 40;

/** What only the helpdesk is asked. */
function proofInputs({ withoutProof, counters, filled = {} }: OpenForView) {
  if (withoutProof === true) return {};
  const { ticket: label, ticketPlaceholder: placeholder, ticketError: error } = OPEN_FOR;
  return {
    place: placeInput(counters === true, filled.place),
    proof: proofInput(filled.proof),
    ticket: { label, placeholder, error, value: clean(filled.ticket ?? '', TICKET) },
  };
}

/** Recovery for somebody else: for the helpdesk with proof and ticket, which cannot be skipped; for others without. */
export function drawOpenFor(view: OpenForView): Card {
  const { person } = OPEN_FOR;
  const lead = view.withoutProof === true ? OPEN_FOR.leadColleague : OPEN_FOR.lead;
  const data = {
    area: DRAFT.area,
    title: OPEN_FOR.title,
    tone: 'accent' as const,
    ...(view.note === undefined ? {} : { note: view.note }),
    lead: paragraphs(lead, view.fromMessage === true && OPEN_FOR.fromMessage),
    person: {
      label: person,
      placeholder: OPEN_FOR.personPlaceholder,
      error: OPEN_FOR.personError,
      value: clean(view.address ?? '', ADDRESS),
    },
    scenario: scenarioInput(view.scenario),
    ...proofInputs(view),
    closing: paragraphs(view.withoutProof !== true && LINK_PLACES.rule, OPEN_FOR.after),
    buttonRows: rows([button(view.token, 'helpdesk.openFor')]),
  };
  return renderCard('open-for', data, { summary: OPEN_FOR.summary });
}

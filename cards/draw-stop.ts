import type { Stop } from '../recovery/stops';
import { BUTTON_VARIANTS } from '../words/buttons';
import { FORM, HELPDESK_FORMS } from '../words/helpdesk';
import { STOP } from '../words/stop';
import { button, rows } from './buttons';
import type { Card } from './card';
import type { StopVerb } from './draw-status';
import { facts, paragraphs } from './lines';
import { moment } from './moments';
import { clean } from './plain-text';
import { renderCard } from './render-card';

export interface StopView {
  readonly stop: Stop | 'broken';
  /** Opaque, for this reader and this state of the switch. */
  readonly token: string;
  /** Display name of who turned it. Attacker-influenced. */
  readonly by?: string;
  readonly timeZone?: string;
}

const NAME = 60;
const REASON = 300;

/** What the card of the switch offers. A row that does not hold counts as a pause. */
export const stopVerbOf = (stop: Stop | 'broken'): StopVerb =>
  stop === 'broken' || stop.paused ? 'helpdesk.resume' : 'helpdesk.pause';

const titleOf = (stop: Stop | 'broken'): string =>
  stop === 'broken' ? STOP.unclear : stop.paused ? STOP.paused : STOP.running;

const leadOf = (stop: Stop | 'broken'): string =>
  stop === 'broken' ? STOP.unclearLead : stop.paused ? STOP.pausedLead : STOP.runningLead;

/** For security: whether all effects are stopped, since when, by whom and why. The first card that asks has no inputs. */
export function drawStop({ stop, token, by, timeZone }: StopView): Card {
  const title = titleOf(stop);
  const verb = stopVerbOf(stop);
  const known =
    stop === 'broken'
      ? []
      : facts(
          [STOP.since, moment(stop.at, timeZone)],
          [STOP.by, by === undefined ? STOP.itself : clean(by, NAME)],
          [STOP.reason, clean(stop.reason, REASON)],
        );
  const data = {
    ...{ area: STOP.area, title, lead: paragraphs(leadOf(stop)), facts: known },
    tone: verb === 'helpdesk.resume' ? ('warning' as const) : ('good' as const),
    buttonRows: rows([button(token, verb)]),
  };
  return renderCard('page', data, { summary: title, token });
}

/** Asks for the reason; pressing turns the switch, and “Back” leads to its card. */
export function drawStopForm(token: string, verb: StopVerb, reason?: string): Card {
  const words = HELPDESK_FORMS[verb];
  const back = button(token, 'request.refresh', { title: BUTTON_VARIANTS.dismissForm, inputs: 'none' });
  const data = {
    ...{ area: STOP.area, title: words.title, tone: 'warning' as const, lead: paragraphs(words.lead) },
    field: {
      ...{ id: 'reason' as const, label: words.field, placeholder: FORM.placeholder, error: FORM.fieldError },
      value: clean(reason ?? '', REASON),
    },
    buttonRows: rows([button(token, verb), back]),
  };
  return renderCard('helpdesk-form', data, { summary: words.title, token });
}

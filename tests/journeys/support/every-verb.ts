import type { CardVerb } from '../../../cards/actions';
import { CARD_VERBS } from '../../../cards/actions';
import { REFUSALS } from '../../../recovery/outcome';
import type { WhoMayVerb } from '../../../scripts/who-may';
import { whoMay } from '../../../scripts/who-may';
import type { Situation, Someone } from '../../../scripts/who-may-people';
import { PEOPLE } from '../../../simulators/entra/contoso-ids';
import { refusalText } from '../../../words/replies';
import { DAY, MINUTE } from '../../support/fake-clock';
import { writesOn } from './account';
import type { Person } from './people';
import type { Handle, World } from './world';

/** The verb of the domain behind a button, where the table of who may do what speaks about it. */
const BEHIND: Partial<Record<CardVerb, WhoMayVerb>> = {
  'request.cancel': 'cancel',
  'request.fraud': 'reportFraud',
  'request.itsMe': 'confirmIdentity',
  'approval.confirmApprove': 'approve',
  'approval.confirmDeny': 'deny',
  'approval.confirmFraud': 'reportFraud',
  'approval.unsure': 'notSure',
  'approval.notMine': 'passOn',
  'approval.newCode': 'renewCode',
  'approval.withdraw': 'withdraw',
  'pass.reveal': 'reveal',
  'pass.revealAgain': 'reveal',
  'pass.newCode': 'renewCode',
  'pass.askApprover': 'askApprover',
  'helpdesk.cancel': 'cancel',
  'helpdesk.remind': 'remind',
  'request.newLink': 'newLink',
  'helpdesk.release': 'release',
  'helpdesk.lift': 'liftShield',
  'helpdesk.password': 'requirePasswordChange',
  'counter.attend': 'attend',
  'counter.idCheck': 'idCheck',
  'counter.showQr': 'showQr',
  'incident.show': 'seeIncident',
  'incident.reached': 'fillTask',
  'incident.found': 'fillTask',
  'incident.password': 'fillTask',
  'incident.reviewed': 'fillTask',
  'incident.close': 'closeIncident',
};

export interface Part {
  readonly someone: Someone;
  readonly situation: Situation;
}

/** What an input asks for, right in form: only who presses is wrong. */
const SENT = {
  ...{ verifiedBy: 'inPerson', reason: 'fraud.other', note: 'Nothing', answer: 'yes', document: 'companyBadge' },
  ...{ approver: PEOPLE.elias, passwordReason: 'told', delivery: 'teams', scenario: 'lostPhone', details: 'Nothing' },
  ...{ person: 'nobody@contoso.example', proof: 'proof.callBack', ticket: 'INC0012345', place: 'teams' },
} as const;

const mayDo = (verb: CardVerb, { someone, situation }: Part): boolean => {
  // "That worked" ends a request as a cancel does; from others than the employee it is refused in words of its own.
  const behind = verb === 'request.solved' ? 'cancel' : BEHIND[verb];
  const answer = behind === undefined ? 'sees' : whoMay(behind, someone, situation);
  return answer === 'done' || answer.startsWith('to ');
};

function expected(verb: CardVerb, { someone, situation }: Part): string | undefined {
  const behind = BEHIND[verb];
  if (behind === undefined) return undefined;
  const answer = whoMay(behind, someone, situation);
  const code = REFUSALS.find((one) => one === answer);
  return code === undefined ? undefined : refusalText(code);
}

/** A press whose answer is not what the table of who may do what says. */
export interface Otherwise {
  readonly verb: CardVerb;
  readonly answer: string;
}

/**
 * Presses every button there is, on a card that this person holds, but for those that the table lets them press. Resolves
 * with every press that was not refused as the table says; nothing is expected of those about which it says nothing.
 */
export async function pressesEverything(
  person: Person,
  held: { readonly token: string; readonly messageId: string },
  part: Part,
  secrets: Readonly<Record<'matchNumber' | 'releaseCode', string>>,
): Promise<readonly Otherwise[]> {
  const wrong: Otherwise[] = [];
  for (const verb of CARD_VERBS.filter((one) => !mayDo(one, part))) {
    const answer = await person.forges(held.messageId, verb, { token: held.token, ...SENT, ...secrets });
    const refusal = expected(verb, part);
    if (refusal !== undefined && !answer.includes(refusal)) wrong.push({ verb, answer });
  }
  return wrong;
}

/** What the product wrote on anybody's account. */
export function writesOnAnybody(latchkey: World): readonly string[] {
  // Object.keys answers with strings; these are the keys of PEOPLE.
  return (Object.keys(PEOPLE) as Handle[]).flatMap((who) => writesOn(latchkey, who));
}

/** Makes somebody a member of a group, for so long that they count in it. */
export async function joinedLongAgo(latchkey: World, who: Handle, group: string): Promise<void> {
  latchkey.cloud.tenant.groups.get(group)?.members.add(PEOPLE[who]);
  await latchkey.lets(61 * MINUTE);
  await latchkey.lets(7 * DAY);
}

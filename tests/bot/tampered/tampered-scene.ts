import { mintCardToken } from '../../../recovery/card-token';
import { matchNumber, releaseCode } from '../../../recovery/codes';
import type { Deps } from '../../../recovery/deps';
import type { RecoveryRequest } from '../../../recovery/request';
import { decidedOf } from '../../../recovery/request';
import type { ObjectId, State } from '../../../recovery/terms';
import { sharedSigningKey } from '../../../simulators/entra/signing-key';
import { MINUTE, START } from '../../support/fake-clock';
import { IN_STATE } from '../../support/request-arms';
import { awaiting, NOON, openedEvent, remindedEvent, slot, TENANT } from '../../support/request-builder';
import { WHO } from '../../support/sample-people';
import { withNeighbours } from '../../support/who-may-seats';
import { activity, claims } from '../channel';
import type { Story } from '../bot-story';
import { startStory } from '../bot-story';

export type Json = Readonly<Record<string, unknown>>;

/** One request in one state, and everything right about it that an attacker could get at. */
export interface TamperedScene {
  readonly story: Story;
  readonly deps: Deps;
  readonly request: RecoveryRequest;
  /** The number that Ada was shown, and the code that Max was: both are known to whoever listens. */
  readonly number: string;
  readonly code: string;
  /** A card of this person, as the bot would draw it now, or in another round. */
  token(person: ObjectId, change?: { readonly round?: number; readonly tenantId?: ObjectId }): string;
  /** An `Action.Execute` press, as Teams posts it. */
  press(person: ObjectId, verb: unknown, data: unknown, change?: Json): Json;
  post(body: Json): Promise<{ readonly status: number; readonly text: string }>;
  /** Everything that must stay as it is: requests with their trails, counters, and what was done to Ada's account. */
  footprint(): string;
}

/** So that the request was opened some minutes ago, whatever day the builder lives in. */
const SHIFT = START - NOON - 3 * MINUTE;
const EARLIEST_MOMENT = 1_000_000_000_000;

function ofNow<R extends RecoveryRequest>(request: R): R {
  const shift = (_key: string, value: unknown): unknown =>
    typeof value === 'number' && value > EARLIEST_MOMENT ? value + SHIFT : value;
  return JSON.parse(JSON.stringify(request), shift) as R;
}

/** Colin asked for Ada; Max was asked after Mona had passed it on. */
async function place({ ledger }: Deps, state: State): Promise<RecoveryRequest> {
  const asked = slot({ candidates: [WHO.max], asked: [WHO.max], passedOver: [WHO.mona] });
  const opened = ofNow(awaiting({ employee: WHO.ada, requester: WHO.colin, round: 2, slots: [asked] }));
  const result = await ledger.open(opened, openedEvent(opened));
  if (result.kind !== 'opened') throw new Error('the story begins with one request');
  const arm = ofNow(IN_STATE[state]());
  const { id, shortCode, employee, requester, round } = opened;
  const slots = arm.slots.map((one) => ({ ...asked, ...(one.approval && { approval: one.approval }) }));
  // The arm keeps its own facts; those that every request carries are put in place of the builder's.
  const next = { ...arm, id, shortCode, employee, requester, round, slots } as RecoveryRequest;
  if ((await ledger.commit(result.stored, remindedEvent(START), next)) === 'conflict') throw new Error('nobody else');
  return next;
}

export async function tamperedScene(state: State): Promise<TamperedScene> {
  const story = await startStory({}, { change: withNeighbours });
  const { deps, world } = story;
  const request = await place(deps, state);
  const { serviceUrl } = story.teams;
  const bearer = sharedSigningKey().mintToken(claims({ serviceurl: serviceUrl }));
  const decided = decidedOf(request) ?? { code: { generation: 1, deadline: 0, voided: false } };
  const press: TamperedScene['press'] = (person, verb, data, change = {}) =>
    activity({
      ...{ type: 'invoke', name: 'adaptiveCard/action', serviceUrl, id: undefined },
      from: { id: `29:${person}`, name: 'Somebody', aadObjectId: person },
      conversation: { id: `a:${person}`, conversationType: 'personal', tenantId: TENANT },
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
      ...change,
    });
  return {
    ...{ story, deps, request, press },
    number: matchNumber(deps.keys, request, 1).reveal(),
    code: releaseCode(deps.keys, request, decided).reveal(),
    token: (person, { round = request.round, tenantId = TENANT } = {}) =>
      mintCardToken(deps.keys, tenantId, person, { kind: 'request', id: request.id, round }),
    post: async (body) => {
      const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
      const url = `${story.url}/api/messages`;
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: response.status, text: await response.text() };
    },
    footprint: () => {
      const [requests, counters] = JSON.parse(world.ledger.dump()) as readonly unknown[];
      const { writes, sessionsRevoked, enabled } = world.account;
      const done = [writes, sessionsRevoked, enabled, world.account.kinds(), world.passes.secrets.length];
      return JSON.stringify([requests, counters, done, world.outOfBand.links.length]);
    },
  };
}

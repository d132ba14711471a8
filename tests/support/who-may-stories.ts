import { recordIdCheck } from '../../recovery/attend-request';
import { cancelRequest } from '../../recovery/cancel-request';
import { closeIncident } from '../../recovery/close-incident';
import { confirmIdentity } from '../../recovery/confirm-identity';
import { denyRequest } from '../../recovery/deny-request';
import { fillTask } from '../../recovery/fill-task';
import { markUnsure } from '../../recovery/hold-request';
import { INCIDENT_TASKS } from '../../recovery/incident-tasks';
import { liftShield } from '../../recovery/lift-shield';
import type { Outcome } from '../../recovery/outcome';
import { renewCode } from '../../recovery/renew-code';
import { reportFraud } from '../../recovery/report-fraud';
import type { Situation, Someone } from '../../scripts/who-may-people';
import { openedPage } from './counter-stories';
import { approve, enrol, reveal, shown } from './domain-stories';
import type { World } from './domain-world';
import { newest, pass, work } from './domain-world';
import { filled } from './incident-stories';
import { HOUR, MINUTE, SECOND } from './fake-clock';
import { WHO } from './sample-people';
import { SEATS } from './who-may-seats';

/** The story has to go on. */
export function must(outcome: Outcome): void {
  if (outcome.kind === 'refused') throw new Error(`the story does not go on: ${outcome.code}`);
}

/** A press by somebody on the request as it is now. */
export const at = (world: World, who: Someone) =>
  newest(world).then(({ request }) => ({ ...SEATS[who], requestId: request.id, reason: 'why' }));

/** By the employee; at a counter by the attendant, who has looked at an ID. */
async function confirmed(world: World): Promise<Outcome> {
  if ((await newest(world)).request.delivery.place !== 'inPerson')
    return confirmIdentity(world.deps, await at(world, 'employee'));
  return recordIdCheck(world.deps, { ...(await at(world, 'attendant')), document: 'companyBadge' });
}

/** A stolen phone: nobody types the code in Teams, so the pass moves behind a link, and who approved makes a new code. */
async function leaveTheChat(world: World): Promise<void> {
  if ((await newest(world)).request.scenario !== 'stolenPhone') return;
  await pass(world, 31 * MINUTE);
  must(await renewCode(world.deps, await at(world, 'firstApprover')));
  await work(world);
}

/** How a request that was opened and passed on once comes into each situation, through the real verbs. */
export const STORIES: Readonly<Record<Situation, (world: World) => Promise<void>>> = {
  asked: async (world) => {
    await pass(world, 3 * MINUTE);
  },
  halfSigned: async (world) => {
    must(await confirmed(world));
    must(await approve(world, { presser: WHO.sam }, 2));
    await pass(world, 3 * MINUTE);
  },
  approved: async (world) => {
    await STORIES.halfSigned(world);
    must(await approve(world, { presser: WHO.mona }));
    if ((await newest(world)).request.delivery.place === 'inPerson') await openedPage(world, SEATS.attendant.presser);
    await work(world);
    await leaveTheChat(world);
  },
  revealed: async (world) => {
    await STORIES.approved(world);
    shown(await reveal(world, { place: (await newest(world)).request.delivery.place }));
    await pass(world, 5 * SECOND);
  },
  completed: async (world) => {
    await STORIES.revealed(world);
    enrol(world);
    await pass(world, 5 * MINUTE);
  },
  refused: async (world) => {
    await STORIES.halfSigned(world);
    const { policy } = world.passes;
    world.passes.policy = { ...policy, enabled: false };
    must(await approve(world, { presser: WHO.mona }));
    world.passes.policy = policy;
  },
  denied: async (world) => {
    await STORIES.halfSigned(world);
    must(await denyRequest(world.deps, await at(world, 'firstApprover')));
  },
  cancelled: async (world) => {
    await STORIES.halfSigned(world);
    must(await cancelRequest(world.deps, await at(world, 'employee')));
  },
  expired: async (world) => {
    await STORIES.halfSigned(world);
    await pass(world, 5 * HOUR);
  },
  held: async (world) => {
    await STORIES.halfSigned(world);
    must(await markUnsure(world.deps, await at(world, 'firstApprover')));
  },
  failed: async (world) => {
    await STORIES.revealed(world);
    await pass(world, 45 * MINUTE);
  },
  incident: async (world) => {
    await STORIES.revealed(world);
    must(await reportFraud(world.deps, await at(world, 'employee')));
    await pass(world, 5 * MINUTE);
  },
  tasksFilled: async (world) => {
    await STORIES.incident(world);
    for (const task of INCIDENT_TASKS)
      must(await fillTask(world.deps, { ...(await at(world, 'besideSecond')), ...filled(task) }));
  },
  incidentClosed: async (world) => {
    await STORIES.tasksFilled(world);
    must(await closeIncident(world.deps, await at(world, 'besideSecond')));
  },
  shieldLifted: async (world) => {
    await STORIES.incident(world);
    must(await liftShield(world.deps, await at(world, 'besideSecond')));
  },
};

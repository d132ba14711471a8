import { askApprover } from '../../recovery/ask-approver';
import { approveRequest } from '../../recovery/approve-request';
import { attendRequest, recordIdCheck } from '../../recovery/attend-request';
import { cancelRequest } from '../../recovery/cancel-request';
import { closeIncident } from '../../recovery/close-incident';
import { matchNumber, releaseCode } from '../../recovery/codes';
import { confirmIdentity } from '../../recovery/confirm-identity';
import { denyRequest } from '../../recovery/deny-request';
import { draftRequest } from '../../recovery/draft-request';
import { fillTask } from '../../recovery/fill-task';
import { findMine, findRequest } from '../../recovery/find-request';
import { findOfPerson, listOpen, seemsHelpdesk } from '../../recovery/helpdesk-reads';
import { markUnsure } from '../../recovery/hold-request';
import { liftShield } from '../../recovery/lift-shield';
import { endDelegation, nameDelegate, seeDelegation } from '../../recovery/name-delegate';
import { noteSolved } from '../../recovery/note-solved';
import { openLink } from '../../recovery/open-link';
import { openRequest } from '../../recovery/open-request';
import { pauseRecoveries, resumeRecoveries, seeStop } from '../../recovery/pause-recoveries';
import { passOn } from '../../recovery/pass-on-request';
import type { Stored } from '../../recovery/ports';
import { releaseRequest } from '../../recovery/release-request';
import { remindApprover } from '../../recovery/remind-approver';
import { sendNewLink } from '../../recovery/send-new-link';
import { renewCode } from '../../recovery/renew-code';
import { spendCode } from '../../recovery/spend-code';
import { requirePasswordChange } from '../../recovery/require-password-change';
import { reportFraud } from '../../recovery/report-fraud';
import { decidedOf } from '../../recovery/request';
import { retryRequest } from '../../recovery/retry-request';
import { revealPass } from '../../recovery/reveal-pass';
import { seeIncident } from '../../recovery/see-incident';
import { showQr } from '../../recovery/show-qr';
import { finishSignIn } from '../../recovery/step-up-approver';
import { mintState, mintStepUpToken, readState } from '../../recovery/step-up-link';
import type { ObjectId } from '../../recovery/terms';
import { withdrawApproval } from '../../recovery/withdraw-approval';
import type { WhoMayVerb } from '../../scripts/who-may';
import type { Answer, Someone } from '../../scripts/who-may-people';
import { newest } from './domain-world';
import { DAY, MINUTE } from './fake-clock';
import { filled } from './incident-stories';
import { WHO } from './sample-people';
import { SEATS } from './who-may-seats';
import type { Scene } from './who-may-world';
import { footprint, graphWrites } from './who-may-world';
import { PROOF } from './sample-proof';

/** A press as somebody makes it, with everything right that can be right: only who presses and the state can be wrong. */
interface Press {
  readonly scene: Scene;
  readonly someone: Someone;
  readonly tenantId: ObjectId;
  readonly presser: ObjectId;
  readonly requestId: string;
}

type Answered = { readonly kind: string; readonly code?: Answer } | { readonly sees: boolean };

const has = ({ requestId }: Press, all: readonly (Stored | undefined)[]): Answered => ({
  sees: all.some((one) => one?.request.id === requestId),
});

/** The page acts for the employee, once a link that is good was opened. */
async function onPage(press: Press, act: (as: Press) => Promise<Answered>): Promise<Answered> {
  const { token, request } = press.scene;
  if (token === undefined) return act(press);
  const opened = await openLink(press.scene.deps, { token });
  return opened.kind === 'refused' ? opened : act({ ...press, presser: request.employee });
}

/** Where they press: whoever sits in the chat presses there, wherever the pass went. */
const pageOf = ({ scene: { request }, someone }: Press) => ({
  place: someone === 'employeeInChat' ? ('teams' as const) : request.delivery.place,
  qr: request.attendance?.qr?.generation,
});

function numberFor({ scene: { deps, request }, presser }: Press): string {
  const slot = request.slots.find(({ candidates }) => candidates.includes(presser))?.slot ?? 1;
  return matchNumber(deps.keys, request, slot).reveal();
}

function codeFor({ scene: { deps, request } }: Press): string {
  const decided = decidedOf(request);
  return decided === undefined ? '123456' : releaseCode(deps.keys, request, decided).reveal();
}

async function confirmDraft({ scene, someone, tenantId, presser }: Press): Promise<Answered> {
  const { deps, drafts, world } = scene;
  const draft = drafts.get(someone) ?? drafts.get('requester');
  if (draft === undefined) throw new Error('the requester has a draft');
  await deps.drafts.put({ ...draft, expiresAt: world.clock.now() + MINUTE });
  return openRequest(deps, { tenantId, presser, draftId: draft.id });
}

async function sayThatItWorked({ scene: { deps, request, world }, tenantId, presser }: Press): Promise<Answered> {
  const now = world.clock.now();
  const { employee } = request;
  const times = { createdAt: now, expiresAt: now + MINUTE };
  const draft = {
    id: 'own',
    tenantId: request.tenantId,
    requester: employee,
    employee,
    scenario: 'lostPhone',
  } as const;
  await deps.drafts.put({ ...draft, ...times });
  return noteSolved(deps, { tenantId, presser, draftId: draft.id });
}

/** Comes back from Entra by a link of their own, with everything proven that a sign-in can prove. */
async function signInAnew({ scene, tenantId, presser: approver, requestId }: Press): Promise<Answered> {
  const { deps, request, world } = scene;
  // No link can name somebody without an object id.
  if (approver === '') return { sees: false };
  const now = world.clock.now();
  const token = mintStepUpToken(deps.keys, { tenantId, requestId, approver, round: request.round, issuedAt: now });
  const state = mintState(deps.keys, token, now, deps.ids.ulid(now));
  world.signIns.next = { tenantId, person: approver, authTime: now, methods: [], contexts: ['c1'] };
  const browser = readState(deps.keys, state, now)?.browser.reveal() ?? '';
  return (await finishSignIn(deps, { state, code: 'code', browser })).outcome;
}

const who = ({ tenantId, presser, requestId }: Press) => ({ tenantId, presser, requestId });
const because = (press: Press) => ({ ...who(press), reason: 'why' });
const guessed = 'guessed-token-guessed-token';

/** Every verb of the domain on its real ports. */
const PRESSES: Readonly<Record<WhoMayVerb, (press: Press) => Promise<Answered>>> = {
  draftForThem: ({ scene: { deps }, tenantId, presser }) =>
    draftRequest(deps, { tenantId, presser, address: 'ada@contoso.example', scenario: 'lostPhone', proof: PROOF }),
  draftForSelf: ({ scene: { deps }, tenantId, presser }) =>
    draftRequest(deps, { tenantId, presser, scenario: 'lostPhone' }),
  solved: sayThatItWorked,
  open: confirmDraft,
  confirmIdentity: (press) => onPage(press, (as) => confirmIdentity(as.scene.deps, who(as))),
  approve: (press) =>
    approveRequest(press.scene.deps, { ...who(press), matchNumber: numberFor(press), verifiedBy: 'inPerson' }),
  stepUp: signInAnew,
  deny: (press) => denyRequest(press.scene.deps, because(press)),
  notSure: (press) => markUnsure(press.scene.deps, who(press)),
  passOn: (press) => passOn(press.scene.deps, who(press)),
  reportFraud: (press) => onPage(press, (as) => reportFraud(as.scene.deps, because(as))),
  renewCode: (press) => renewCode(press.scene.deps, who(press)),
  spendCode: (press) => spendCode(press.scene.deps, { ...who(press), typed: [codeFor(press)] }),
  askApprover: (press) => askApprover(press.scene.deps, who(press)),
  withdraw: (press) => withdrawApproval(press.scene.deps, who(press)),
  openLink: async ({ scene: { deps, token } }) => openLink(deps, { token: token ?? guessed }),
  reveal: (press) => onPage(press, (as) => revealPass(as.scene.deps, { ...who(as), ...pageOf(as), code: codeFor(as) })),
  cancel: (press) => cancelRequest(press.scene.deps, who(press)),
  newLink: (press) => sendNewLink(press.scene.deps, who(press)),
  remind: (press) => remindApprover(press.scene.deps, who(press)),
  retry: (press) => retryRequest(press.scene.deps, who(press)),
  release: (press) => releaseRequest(press.scene.deps, because(press)),
  liftShield: (press) => liftShield(press.scene.deps, because(press)),
  attend: (press) => attendRequest(press.scene.deps, who(press)),
  idCheck: (press) => recordIdCheck(press.scene.deps, { ...who(press), document: 'companyBadge' }),
  showQr: (press) => showQr(press.scene.deps, who(press)),
  seeIncident: (press) => seeIncident(press.scene.deps, who(press)),
  fillTask: (press) => fillTask(press.scene.deps, { ...who(press), ...filled('reached', 'somebody else met her') }),
  requirePasswordChange: (press) => requirePasswordChange(press.scene.deps, { ...who(press), reason: 'told' }),
  closeIncident: (press) => closeIncident(press.scene.deps, who(press)),
  pause: (press) => pauseRecoveries(press.scene.deps, because(press)),
  resume: (press) => resumeRecoveries(press.scene.deps, because(press)),
  seeStop: (press) => seeStop(press.scene.deps, who(press)),
  nameDelegate: (press) =>
    nameDelegate(press.scene.deps, {
      ...who(press),
      address: 'olga@contoso.example',
      until: press.scene.world.clock.now() + 9 * DAY,
    }),
  endDelegation: (press) => endDelegation(press.scene.deps, who(press)),
  seeDelegation: (press) => seeDelegation(press.scene.deps, who(press)),
  find: (press) => findRequest(press.scene.deps, who(press)),
  findByCode: ({ scene: { deps, request }, tenantId, presser }) =>
    findRequest(deps, { tenantId, presser, shortCode: request.shortCode }),
  findOfPerson: (press) => findOfPerson(press.scene.deps, { ...who(press), address: 'ada@contoso.example' }),
  listOpen: async (press) => {
    const open = await listOpen(press.scene.deps, { tenantId: press.tenantId, presser: press.presser });
    return open.kind === 'refused' ? open : has(press, open.all);
  },
  findMine: async (press) => {
    const { own, waiting } = await findMine(press.scene.deps, press);
    return has(press, [own, ...waiting]);
  },
  seemsHelpdesk: async (press) => ({ sees: await seemsHelpdesk(press.scene.deps, press) }),
};

/** What one press came to. */
export interface Pressed {
  readonly answer: Answer;
  /** Something changed in storage, on an account, or went out: everything but the tenant's journal. */
  readonly changed: boolean;
  readonly wroteToGraph: boolean;
  /** What was written to the tenant's journal meanwhile. */
  readonly journaled: readonly string[];
}

/** What really happens when this person presses this in this scene. */
export async function press(scene: Scene, someone: Someone, verb: WhoMayVerb): Promise<Pressed> {
  const { ledger, stops, delegations, clock } = scene.world;
  // There is something to end; whoever may not, leaves it so, and the others' verbs are pressed without it.
  if (verb === 'resume') for (const { tenantId } of Object.values(SEATS)) stops.pause(tenantId);
  const { tenantId, presser } = SEATS[someone];
  const delegation = { delegate: WHO.olga, setAt: clock.now(), until: clock.now() + 9 * DAY };
  if (verb === 'endDelegation') await delegations.put(tenantId, presser, delegation);
  const [before, writes, entries] = [footprint(scene), graphWrites(scene), ledger.journaled.length];
  const answered = await PRESSES[verb]({ scene, someone, ...SEATS[someone], requestId: scene.request.id });
  const changed = footprint(scene) !== before;
  if (verb === 'resume' && !changed) stops.rows.clear();
  return {
    answer: await answerOf(scene, answered, changed),
    changed,
    wroteToGraph: graphWrites(scene) !== writes,
    journaled: ledger.journaled.slice(entries).map(({ what }) => what),
  };
}

async function answerOf({ world }: Scene, answered: Answered, changed: boolean): Promise<Answer> {
  if ('sees' in answered) return answered.sees ? 'sees' : 'nothing';
  if (answered.kind === 'refused') return answered.code ?? 'nothing';
  if (answered.kind === 'stop' || answered.kind === 'delegation') return changed ? 'done' : 'sees';
  return changed ? `to ${(await newest(world)).request.state}` : 'sees';
}

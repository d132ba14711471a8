import { attendRequest } from '../../recovery/attend-request';
import { confirmIdentity } from '../../recovery/confirm-identity';
import type { Deps } from '../../recovery/deps';
import { draftRequest } from '../../recovery/draft-request';
import { makeLink } from '../../recovery/open-link';
import { openRequest } from '../../recovery/open-request';
import { passOn } from '../../recovery/pass-on-request';
import type { Draft } from '../../recovery/drafts';
import type { RecoveryRequest } from '../../recovery/request';
import type { ObjectId } from '../../recovery/terms';
import type { Situation, Someone } from '../../scripts/who-may-people';
import { SITUATIONS } from '../../scripts/who-may-people';
import type { World } from './domain-world';
import { createWorld, newest, work } from './domain-world';
import { method } from './sample-methods';
import { GROUPS } from './sample-people';
import { idOf, seat, SEATS, withNeighbours } from './who-may-seats';
import { at, must, STORIES } from './who-may-stories';
import { PROOF } from './sample-proof';

/** One request in one situation, with everybody of the table around it. */
export interface Scene {
  readonly world: World;
  readonly deps: Deps;
  readonly request: RecoveryRequest;
  /** Drafts about the employee, made before there was a request: of everybody whom the domain let make one. */
  readonly drafts: ReadonlyMap<Someone, Draft>;
  /** Token of a one-time link, where the request goes on on the page. */
  readonly token: string | undefined;
}

const ADDRESS = 'ada@contoso.example';

async function draftAll(deps: Deps, kind: Kind): Promise<Map<Someone, Draft>> {
  const scenario = kind === 'moved' ? 'stolenPhone' : 'lostPhone';
  const drafts = new Map<Someone, Draft>();
  for (const someone of Object.keys(SEATS) as Someone[]) {
    const input = { ...SEATS[someone], address: ADDRESS, scenario, proof: PROOF } as const;
    const outcome = await draftRequest(deps, input);
    if (outcome.kind === 'draft') drafts.set(someone, outcome.draft);
  }
  return drafts;
}

/** How it was opened: by the helpdesk, by the employee, by the helpdesk and taken over, on the page, at a counter, by a colleague, or for a stolen phone. */
type Kind = 'theirs' | 'own' | 'taken' | 'page' | 'counter' | 'colleague' | 'moved';

const KINDS: Partial<Readonly<Record<Someone, Kind>>> = {
  employeeWhoOpened: 'own',
  takenFrom: 'taken',
  takenFromInSecurity: 'taken',
  linkHolder: 'page',
  attendant: 'counter',
  relieved: 'counter',
  requesterAtCounter: 'counter',
  employeeAtCounter: 'counter',
  agentAtCounter: 'counter',
  employeeInChat: 'moved',
  askedByColleague: 'colleague',
  colleagueWhoOpened: 'colleague',
  colleagueWhoJoined: 'colleague',
};
const OPENERS: Readonly<Record<Kind, readonly Someone[]>> = {
  theirs: ['requester', 'joined'],
  own: ['employeeWhoOpened', 'joined'],
  taken: ['requester', 'employee'],
  page: ['requester', 'joined'],
  counter: ['requester', 'joined'],
  colleague: ['colleagueWhoOpened', 'colleagueWhoJoined'],
  moved: ['requester', 'joined'],
};

const DELIVERIES: Partial<Readonly<Record<Kind, { readonly delivery: string }>>> = {
  page: { delivery: method('email').id },
  counter: { delivery: 'inPerson' },
};

interface Opening {
  readonly kind: Kind;
  readonly drafts: ReadonlyMap<Someone, Draft>;
  readonly situation: Situation;
}

async function openAs(deps: Deps, world: World, { kind, drafts, situation }: Opening): Promise<void> {
  const delivery = DELIVERIES[kind];
  for (const who of OPENERS[kind]) {
    must(await openRequest(deps, { ...SEATS[who], draftId: drafts.get(who)?.id ?? '', ...delivery }));
  }
  await work(world);
  // Nobody is asked before the employee has answered.
  if (kind === 'colleague' && situation === 'asked') return;
  if (kind === 'colleague') must(await confirmIdentity(deps, await at(world, 'employee')));
  await work(world);
  must(await passOn(deps, await at(world, 'formerApprover')));
  if (kind === 'counter')
    for (const who of ['relieved', 'attendant'] as const) must(await attendRequest(deps, await at(world, who)));
  await work(world);
}

/** What changed about somebody while the request went on. Too late to be asked as an approver: no part in it. */
function changeLater({ directory }: World, someone: Someone): void {
  const late = someone.endsWith('InSecurity') ? someone : 'security';
  directory.groups.get(GROUPS.security)?.push(idOf(late));
  if (someone.startsWith('disabled')) directory.change(idOf(someone), { accountEnabled: false });
  if (someone.startsWith('guest')) directory.change(idOf(someone), { userType: 'guest' });
}

/** Plays the story of a situation, from the opening on, through the real verbs. */
export async function sceneFor(someone: Someone, situation: Situation): Promise<Scene> {
  const kind = KINDS[someone] ?? 'theirs';
  const world = await createWorld();
  seat(world);
  const deps = withNeighbours(world);
  const drafts = await draftAll(deps, kind);
  await openAs(deps, world, { kind, drafts, situation });
  await STORIES[situation](world);
  await work(world);
  changeLater(world, someone);
  const { request } = await newest(world);
  if (request.state !== SITUATIONS[situation].state) throw new Error(`${situation} is ${request.state}`);
  const link = kind === 'page' ? await makeLink(deps, request) : undefined;
  return { world, deps, request, drafts, token: link?.reveal().split('/').at(-1) };
}

const IDS: readonly ObjectId[] = [...new Set(Object.values(SEATS).map(({ presser }) => presser))];

/** Writes on any account so far. */
export function graphWrites({ world }: Scene): number {
  return IDS.reduce((sum, id) => sum + world.accountOf(id).writes.length, 0);
}

/** Everything that a refusal must leave alone: states, trails and counters in storage, accounts, and what went out. */
export function footprint(scene: Scene): string {
  const { world } = scene;
  // The third part is the tenant's journal, where refusals and reads are written.
  const [requests, counters] = JSON.parse(world.ledger.dump()) as readonly unknown[];
  const accounts = IDS.map((id) => {
    const { enabled, pass: standing, sessionsRevoked, mustChangePassword, defaultId } = world.accountOf(id);
    return [id, enabled, standing?.id, sessionsRevoked, mustChangePassword, defaultId, world.accountOf(id).kinds()];
  });
  const out = [world.passes.secrets.length, world.outOfBand.links.length, world.queue.wakes.length];
  return JSON.stringify([
    [...world.stops.rows],
    [...world.delegations.rows],
    requests,
    counters,
    accounts,
    graphWrites(scene),
    out,
  ]);
}

import { approveRequest } from '../../../recovery/approve-request';
import { cancelRequest } from '../../../recovery/cancel-request';
import { closeIncident } from '../../../recovery/close-incident';
import { matchNumber, releaseCode } from '../../../recovery/codes';
import { confirmIdentity } from '../../../recovery/confirm-identity';
import { denyRequest } from '../../../recovery/deny-request';
import type { Deps } from '../../../recovery/deps';
import { draftRequest } from '../../../recovery/draft-request';
import { fillTask } from '../../../recovery/fill-task';
import { markUnsure } from '../../../recovery/hold-request';
import { INCIDENT_TASKS } from '../../../recovery/incident-tasks';
import { liftShield } from '../../../recovery/lift-shield';
import { openLink } from '../../../recovery/open-link';
import { openRequest } from '../../../recovery/open-request';
import type { Outcome, RevealOutcome } from '../../../recovery/outcome';
import { passOn } from '../../../recovery/pass-on-request';
import { releaseRequest } from '../../../recovery/release-request';
import { renewCode } from '../../../recovery/renew-code';
import { reportFraud } from '../../../recovery/report-fraud';
import { decidedOf, type RecoveryRequest } from '../../../recovery/request';
import { retryRequest } from '../../../recovery/retry-request';
import { revealPass } from '../../../recovery/reveal-pass';
import type { ObjectId, State } from '../../../recovery/terms';
import { withdrawApproval } from '../../../recovery/withdraw-approval';
import { giveMethod, removeMethod } from '../../../simulators/entra/methods';
import { fido2Key } from '../../../simulators/entra/new-methods';
import { enrolWithPass } from '../../../simulators/entra/sign-in';
import { filled } from '../../support/incident-stories';
import { TENANT } from '../../support/request-builder';
import { WHO } from '../../support/sample-people';
import { asMethod } from './entra-ports';
import { isStrong } from '../../../recovery/methods';
import type { Universe } from './universe';

type Verb = (deps: Deps) => Promise<Outcome | RevealOutcome>;
type Move = (people: People, request: RecoveryRequest) => void;

/** What people do in each state, and how often. What comes first is the way through. */
const HABITS: Readonly<Record<State | 'nothing', Readonly<Partial<Record<MoveName, number>>>>> = {
  nothing: { open: 1 },
  awaitingApproval: {
    ...{ approve: 62, confirm: 12, open: 5, wrongNumber: 3, deny: 1, unsure: 2, passOn: 3, cancel: 2, fraud: 1 },
    ...{ reveal: 1, wait: 8 },
  },
  approved: {
    ...{ reveal: 64, wait: 12, renew: 4, wrongCode: 4, withdraw: 3, cancel: 2, fraud: 3, approve: 3 },
    ...{ strangerReveals: 3 },
  },
  revealed: {
    ...{ enrol: 20, wait: 40, reveal: 12, fraud: 5, renew: 4, withdraw: 1, cancel: 1, strangerReveals: 2 },
    ...{ outsiderEnrols: 4, removedOutside: 3 },
  },
  held: { release: 40, cancel: 8, wait: 40, fraud: 2 },
  failed: { retry: 25, wait: 60, fraud: 3, enrol: 5, outsiderEnrols: 3 },
  incident: { wait: 60, outsiderEnrols: 12, lift: 2, task: 10, closeIncident: 8, reveal: 4, fraud: 4 },
  completed: { wait: 80, fraud: 1.5, reveal: 3, open: 3 },
  denied: { wait: 60, open: 10, reveal: 4, approve: 4 },
  refused: { wait: 60, open: 10 },
  cancelled: { wait: 60, open: 10, approve: 4, reveal: 4 },
  expired: { wait: 60, open: 10, approve: 4 },
};

const who = (request: RecoveryRequest, presser: ObjectId) => ({
  tenantId: TENANT,
  presser,
  requestId: request.id,
});

const MOVES = {
  wait: () => undefined,
  open: (people) => {
    people.open();
  },
  confirm: (people, request) => {
    people.press('confirm', WHO.ada, (deps) => confirmIdentity(deps, who(request, WHO.ada)));
  },
  approve: (people, request) => {
    people.approve(request);
  },
  wrongNumber: (people, request) => {
    people.approve(request, '1000');
  },
  deny: (people, request) => {
    const presser = people.approverOf(request);
    people.press('deny', presser, (deps) => denyRequest(deps, { ...who(request, presser), reason: 'denied.other' }));
  },
  unsure: (people, request) => {
    const presser = people.approverOf(request);
    people.press('unsure', presser, (deps) => markUnsure(deps, who(request, presser)));
  },
  passOn: (people, request) => {
    const presser = people.approverOf(request);
    people.press('passOn', presser, (deps) => passOn(deps, who(request, presser)));
  },
  cancel: (people, request) => {
    people.press('cancel', WHO.ada, (deps) => cancelRequest(deps, who(request, WHO.ada)));
  },
  withdraw: (people, request) => {
    const presser = people.approverOf(request);
    people.press('withdraw', presser, (deps) => withdrawApproval(deps, who(request, presser)));
  },
  renew: (people, request) => {
    const presser = people.approverOf(request);
    people.press('renew', presser, (deps) => renewCode(deps, who(request, presser)));
  },
  fraud: (people, request) => {
    const presser = people.oneOf(WHO.ada, people.approverOf(request));
    people.press('fraud', presser, (deps) => reportFraud(deps, { ...who(request, presser), reason: 'notMe' }));
  },
  release: (people, request) => {
    people.press('release', WHO.sue, (deps) => releaseRequest(deps, { ...who(request, WHO.sue), reason: 'checked' }));
  },
  retry: (people, request) => {
    const presser = people.oneOf(WHO.ada, WHO.helen);
    people.press('retry', presser, (deps) => retryRequest(deps, who(request, presser)));
  },
  lift: (people, request) => {
    people.press('lift', WHO.sue, (deps) => liftShield(deps, { ...who(request, WHO.sue), reason: 'checked' }));
  },
  task: (people, request) => {
    const presser = people.oneOf(WHO.sue, WHO.sam);
    const task = people.oneOf(...INCIDENT_TASKS);
    people.press('task', presser, (deps) => fillTask(deps, { ...who(request, presser), ...filled(task) }));
  },
  closeIncident: (people, request) => {
    people.press('closeIncident', WHO.sue, (deps) => closeIncident(deps, who(request, WHO.sue)));
  },
  reveal: (people, request) => {
    people.reveal(request, WHO.ada);
  },
  strangerReveals: (people, request) => {
    people.reveal(request, people.oneOf(WHO.max, WHO.colin, WHO.helen));
  },
  wrongCode: (people, request) => {
    people.reveal(request, WHO.ada, '1234567');
  },
  enrol: (people) => {
    people.enrol();
  },
  outsiderEnrols: (people) => {
    people.registerOutside();
  },
  removedOutside: (people) => {
    people.removeOutside();
  },
} satisfies Record<string, Move>;
type MoveName = keyof typeof MOVES;

/** Everybody outside the product: they press what they like, twice if they like, and act on the account by themselves. */
export class People {
  /** The pass that Ada reads off her screen. */
  screen: { readonly secret: string; readonly passId: string } | undefined;
  #registered = 0;

  constructor(private readonly universe: Universe) {}

  /** Acts now and then until `end`. */
  live(end: number): void {
    const { clock, prng } = this.universe;
    const pause = prng.chance(0.25) ? prng.between(20, 400) : prng.between(1_000, 12_000);
    clock.in(pause, () => {
      if (clock.now() >= end) return;
      this.act();
      this.live(end);
    });
  }

  act(): void {
    const request = this.universe.requests().at(-1);
    if (request === undefined) {
      this.open();
      return;
    }
    const name = this.universe.prng.weighted<MoveName>(HABITS[request.state]) ?? 'wait';
    // Every move takes the people and the request; some need less.
    MOVES[name](this, request);
  }

  oneOf<T extends string>(...all: readonly [T, ...T[]]): T {
    return this.universe.prng.pick(all);
  }

  approverOf({ slots }: RecoveryRequest): ObjectId {
    const [first = WHO.max, ...rest] = slots.flatMap(({ approval, candidates }) =>
      approval === undefined ? candidates : [approval.approver],
    );
    return this.universe.prng.pick([first, ...rest]);
  }

  /** Somebody presses a button; Teams delivers it once, or twice to whichever processes there are. */
  press(name: string, presser: ObjectId, verb: Verb): void {
    const { universe } = this;
    const times = universe.network.calm || !universe.prng.chance(0.08) ? 1 : 2;
    for (let time = 0; time < times; time += 1) {
      const instance = universe.anyInstance();
      universe.network.trace(`${presser.slice(-2)} presses ${name} at ${instance?.name ?? 'nobody'}`);
      if (instance === undefined) continue;
      verb(instance.deps).then(
        (outcome) => {
          this.#hear(name, presser, outcome);
        },
        (error: unknown) => universe.evidence.crashes.push(error),
      );
    }
  }

  #hear(verb: string, presser: ObjectId, outcome: Outcome | RevealOutcome): void {
    const { evidence, network, prng, clock } = this.universe;
    network.trace(`${presser.slice(-2)} hears ${verb}: ${outcome.kind === 'refused' ? outcome.code : outcome.kind}`);
    if (outcome.kind === 'refused') return;
    const requestId = outcome.stored.request.id;
    if (outcome.kind === 'done') {
      evidence.answered.push({ verb, presser, requestId });
      return;
    }
    if (!network.calm && prng.chance(0.05)) return;
    const secret = outcome.pass.reveal();
    const passId = decidedOf(outcome.stored.request)?.pass?.methodId ?? '';
    const place = verb === 'revealByLink' ? 'link' : 'teams';
    evidence.shown.push({ at: clock.now(), presser, requestId, passId, secret, place });
    if (presser === WHO.ada) this.screen = { secret, passId };
  }

  open(): void {
    const { opener, scenario, byLink } = this.universe.scene;
    const presser = !byLink && this.universe.prng.chance(0.15) ? WHO.ada : opener;
    const proof = { address: WHO.ada, proof: { proof: 'seen', ticket: 'INC1' } };
    this.press('open', presser, async (deps) => {
      const input = { tenantId: TENANT, presser, scenario, ...(presser === WHO.ada ? {} : proof) };
      const drafted = await draftRequest(deps, input);
      if (drafted.kind === 'refused') return drafted;
      if (drafted.kind === 'alreadyOpen') return { kind: 'done', stored: drafted.stored };
      const contact = byLink ? drafted.contacts[0]?.id : undefined;
      const delivery = contact === undefined ? {} : { delivery: contact };
      return openRequest(deps, { tenantId: TENANT, presser, draftId: drafted.draft.id, ...delivery });
    });
  }

  approve(request: RecoveryRequest, typed?: string): void {
    const { keys } = this.universe;
    const presser = this.approverOf(request);
    const slot = request.slots.find(({ candidates }) => candidates.includes(presser))?.slot ?? 1;
    const number = typed ?? matchNumber(keys, request, slot).reveal();
    const press = { ...who(request, presser), matchNumber: number, verifiedBy: 'inPerson' } as const;
    this.press('approve', presser, (deps) => approveRequest(deps, press));
  }

  /** In her chat, or on the page behind the last link that went out; a stranger always tries the chat. */
  reveal(request: RecoveryRequest, presser: ObjectId, typed?: string): void {
    const { keys, bugs, outOfBand } = this.universe;
    const decided = decidedOf(request);
    const right = decided === undefined ? '000000' : releaseCode(keys, request, decided).reveal();
    const press = { ...who(request, presser), code: typed ?? right };
    const onPage = request.delivery.place === 'link' && presser === WHO.ada && this.universe.prng.chance(0.85);
    if (!onPage) {
      this.press('reveal', presser, (deps) => bugs.reveal(revealPass)(deps, { ...press, place: 'teams' }));
    } else if (outOfBand.links.length > 0) {
      const token = outOfBand.lastToken();
      this.press('revealByLink', presser, async (deps) => {
        const opened = await openLink(deps, { token });
        if (opened.kind === 'refused') return opened;
        const { id: requestId } = opened.stored.request;
        return bugs.reveal(revealPass)(deps, { ...press, requestId, place: 'link' });
      });
    }
  }

  /** The approver asks for a new code. */
  renewed(deps: Deps, request: RecoveryRequest): Promise<Outcome> {
    return renewCode(deps, who(request, this.approverOf(request)));
  }

  /** Ada signs in with the pass on her screen and registers a key. True when that worked. */
  enrol(): boolean {
    if (this.screen === undefined) return false;
    const { scene, network } = this.universe;
    const method = fido2Key(`new key ${String((this.#registered += 1))}`);
    const done = enrolWithPass(scene.tenant, { userId: WHO.ada, passText: this.screen.secret, method });
    network.trace(`ada enrols: ${done.ok ? 'ok' : done.why}`);
    return done.ok;
  }

  /** A method appears that nobody of the product made: an administrator, or an intruder. */
  registerOutside(): void {
    giveMethod(this.universe.scene.tenant, WHO.ada, fido2Key(`outside ${String((this.#registered += 1))}`));
  }

  /** A method that others stand beside is removed at the security-info page. */
  removeOutside(): void {
    const { ada, scene } = this.universe;
    const strong = ada.methods.filter((method) => isStrong(asMethod(method)));
    const [method] = strong;
    if (method === undefined || strong.length < 2) return;
    const origin = { by: 'admin', method: 'PORTAL', path: `remove ${method.id}` };
    removeMethod(scene.tenant, ada, { method, origin, initiator: { admin: 'admin' } });
  }
}

import { approveRequest } from '../../../recovery/approve-request';
import { matchNumber, releaseCode } from '../../../recovery/codes';
import type { Deps } from '../../../recovery/deps';
import { draftRequest } from '../../../recovery/draft-request';
import type { VerifiedBy } from '../../../recovery/facts';
import { openLink } from '../../../recovery/open-link';
import { openRequest } from '../../../recovery/open-request';
import type { Outcome, RevealOutcome } from '../../../recovery/outcome';
import { renewCode } from '../../../recovery/renew-code';
import { decidedOf, type RecoveryRequest } from '../../../recovery/request';
import { revealPass } from '../../../recovery/reveal-pass';
import type { ObjectId } from '../../../recovery/terms';
import { giveMethod, removeMethod } from '../../../simulators/entra/methods';
import { fido2Key, phone } from '../../../simulators/entra/new-methods';
import { enrolWithPass } from '../../../simulators/entra/sign-in';
import { TENANT } from '../../support/request-builder';
import { WHO } from '../../support/sample-people';
import type { ShownPass } from './evidence';
import { asMethod } from './entra-ports';
import { isStrong } from '../../../recovery/methods';
import { OUTSIDER } from './scene';
import type { Universe } from './universe';
import { PROOF } from '../../support/sample-proof';

type Heard = Outcome | RevealOutcome | undefined;
type Verb = (deps: Deps) => Promise<Heard>;

/** Who stands at a counter with a device: Ada, or somebody who looked over her shoulder. */
export type Device = 'own' | 'foreign';

/** What a QR code said, or the address that it was opened at; which code of its request it was. */
interface QrPage {
  readonly token: string;
  readonly generation: number;
}

/** A press of somebody on a card of this request. */
export const who = (request: RecoveryRequest, presser: ObjectId) => ({
  tenantId: TENANT,
  presser,
  requestId: request.id,
});

const PLACES: Readonly<Record<string, ShownPass['place']>> = { revealByLink: 'link', revealByQr: 'inPerson' };

/** Everybody outside the product: they press what they like, twice if they like, and act on the account by themselves. */
export class People {
  /** The pass that Ada reads off her screen. */
  screen: { readonly secret: string; readonly passId: string } | undefined;
  /** What stands on the attendant's screen. */
  qr: QrPage | undefined;
  readonly pages = new Map<Device, QrPage>();
  #registered = 0;

  constructor(readonly universe: Universe) {}

  /** The request that everybody talks about. */
  newest(): RecoveryRequest | undefined {
    return this.universe.requests().at(-1);
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
  press(name: string, presser: ObjectId, verb: Verb, page?: QrPage): void {
    const { universe } = this;
    const times = universe.network.calm || !universe.prng.chance(0.08) ? 1 : 2;
    for (let time = 0; time < times; time += 1) {
      const instance = universe.anyInstance();
      universe.network.trace(`${presser.slice(-2)} presses ${name} at ${instance?.name ?? 'nobody'}`);
      if (instance === undefined) continue;
      const press = verb(instance.deps);
      universe.beforeTheYes?.during(presser, instance.name, press);
      press.then(
        (outcome) => {
          this.#hear(name, presser, outcome, page);
        },
        (error: unknown) => universe.evidence.crashes.push(error),
      );
    }
  }

  #hear(verb: string, presser: ObjectId, outcome: Heard, page: QrPage | undefined): void {
    const { evidence, network, prng, clock } = this.universe;
    if (outcome === undefined) return;
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
    const place = PLACES[verb] ?? 'teams';
    const generation = page?.generation;
    evidence.shown.push({ at: clock.now(), presser, requestId, passId, secret, place, generation });
    if (presser === WHO.ada) this.screen = { secret, passId };
  }

  open(): void {
    const { openers, scenario, way } = this.universe.scene;
    const presser = WHO[this.universe.prng.weighted(openers) ?? 'ada'];
    // The proof of whoever does not answer the helpdesk is nothing.
    const proof = { address: WHO.ada, proof: PROOF };
    const alone = way === 'code' && this.universe.prng.chance(0.92);
    this.press('open', presser, async (deps) => {
      const place = way === 'counter' ? { place: 'inPerson' as const } : {};
      const input = { tenantId: TENANT, presser, scenario, ...(presser === WHO.ada ? {} : { ...proof, ...place }) };
      const drafted = await draftRequest(deps, input);
      if (drafted.kind === 'refused') return drafted;
      if (drafted.kind === 'alreadyOpen') return { kind: 'done', stored: drafted.stored };
      const contact = way === 'link' ? drafted.contacts[0]?.id : undefined;
      const said = { ...(contact !== undefined && { delivery: contact }), ...(alone && { selfVerify: true as const }) };
      return openRequest(deps, { tenantId: TENANT, presser, draftId: drafted.draft.id, ...said });
    });
  }

  approve(request: RecoveryRequest, typed?: string): void {
    const { keys } = this.universe;
    const presser = this.approverOf(request);
    const slot = request.slots.find(({ candidates }) => candidates.includes(presser))?.slot ?? 1;
    const number = typed ?? matchNumber(keys, request, slot).reveal();
    const verifiedBy = this.#verifiedBy(request);
    const press = { ...who(request, presser), matchNumber: number, verifiedBy };
    this.press('approve', presser, (deps) => approveRequest(deps, press));
  }

  /** At a counter it takes a face, and some forget. */
  #verifiedBy({ delivery }: RecoveryRequest): VerifiedBy {
    return delivery.place === 'inPerson' ? this.oneOf('inPerson', 'videoCall', 'knownNumber') : 'inPerson';
  }

  ownerOf(device: Device): ObjectId {
    return device === 'own' ? WHO.ada : WHO.colin;
  }

  /** On the page that a device has opened at a counter. Where it is over, another QR code is asked for. */
  revealOnDevice(request: RecoveryRequest, device: Device, typed?: string): void {
    const page = this.pages.get(device);
    if (page === undefined) return;
    const { bugs } = this.universe;
    const press = { ...who(request, WHO.ada), code: typed ?? this.#codeFor(request), place: 'inPerson' } as const;
    const verb: Verb = async (deps) => {
      const opened = await openLink(deps, { token: page.token });
      const qr = opened.kind === 'link' ? opened.stored.request.attendance?.qr?.generation : undefined;
      if (opened.kind === 'link') return bugs.reveal(revealPass)(deps, { ...press, qr });
      this.pages.delete(device);
      if (device === 'own') this.qr = undefined;
      return opened.kind === 'refused' ? opened : undefined;
    };
    this.press('revealByQr', this.ownerOf(device), verb, page);
  }

  /** In her chat, or on the page behind the last link that went out; a stranger always tries the chat. */
  reveal(request: RecoveryRequest, presser: ObjectId, typed?: string): void {
    const { bugs, outOfBand } = this.universe;
    const press = { ...who(request, presser), code: typed ?? this.#codeFor(request) };
    const { place } = request.delivery;
    const onPage = place !== 'teams' && presser === WHO.ada && this.universe.prng.chance(0.85);
    if (onPage && place === 'inPerson') {
      this.revealOnDevice(request, 'own', typed);
    } else if (!onPage) {
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

  /** As the approver says it, or as it stands in the newest text message. */
  #codeFor(request: RecoveryRequest): string {
    const { keys, outOfBand } = this.universe;
    const decided = decidedOf(request);
    const code =
      decided?.selfVerified === undefined
        ? decided && releaseCode(keys, request, decided)
        : outOfBand.codes.at(-1)?.code;
    return code?.reveal() ?? '000000';
  }

  /** Whoever may asks for a new code: an approver who signed, or Ada where it comes by text message. */
  renew(request: RecoveryRequest): void {
    const texted = decidedOf(request)?.selfVerified !== undefined;
    const presser = texted ? WHO.ada : this.approverOf(request);
    this.press('renew', presser, (deps) => renewCode(deps, who(request, presser)));
  }

  /** Ada signs in with the pass on her screen and registers a key. True when that worked. */
  enrol(): boolean {
    if (this.screen === undefined) return false;
    const { scene, network } = this.universe;
    const method = fido2Key(`new key ${String((this.#registered += 1))}`);
    const done = enrolWithPass(scene.tenant, { userId: WHO.ada, passText: this.screen.secret, method });
    network.trace(`ada enrols: ${done.ok ? 'ok' : done.why}`);
    if (done.ok) this.#logged(WHO.ada);
    return done.ok;
  }

  /** A method appears that nobody of the product made: an administrator, or an intruder. */
  registerOutside(): void {
    const method = fido2Key(`outside ${String((this.#registered += 1))}`);
    const { id } = giveMethod(this.universe.scene.tenant, WHO.ada, method);
    this.universe.evidence.outside.set(id, this.universe.clock.now());
    this.#logged(OUTSIDER);
  }

  /** The directory's log says so, sooner or later. */
  #logged(id: ObjectId): void {
    const { clock, directory, evidence, scene } = this.universe;
    const entry = { at: clock.now(), by: { kind: 'person', id } } as const;
    if (id === WHO.ada) evidence.own.push(entry.at);
    clock.in(scene.auditLagMs, () => {
      directory.registered.set(WHO.ada, [entry, ...(directory.registered.get(WHO.ada) ?? [])]);
    });
  }

  /** Somebody talked to the carrier, or to an administrator: one of her numbers is another one now. */
  changeNumber(): void {
    const { ada, scene } = this.universe;
    const types = ['mobile', 'alternateMobile'] as const;
    const [type] = types.filter((one) => ada.methods.some(({ properties }) => properties['phoneType'] === one));
    if (type === undefined) return;
    giveMethod(scene.tenant, WHO.ada, phone(`+47 4111${String(1_000 + (this.#registered += 1))}`, type));
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

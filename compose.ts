import { bindVerbs } from './bot/bind-verbs';
import type { Bot, Connection } from './bot/bot';
import { connectBot, createBot } from './bot/bot';
import type { LateAlarm } from './bot/deps';
import { showLongWait } from './bot/show-long-wait';
import { AcsSmsSender } from './delivery/acs-sms-sender';
import { createDelegationMails } from './delivery/delegation-mail';
import type { MailSender } from './delivery/email';
import { createOutOfBand } from './delivery/out-of-band';
import { createApproverSignIns } from './graph/approver-sign-ins';
import type { Graph } from './graph/connect';
import { connectGraph } from './graph/connect';
import { credentialOf } from './graph/executor-credential';
import type { Latchkey } from './lifecycle';
import { lifecycleOf } from './lifecycle';
import { AgreedClock, systemClock } from './platform/clock';
import { advanceRequest } from './recovery/advance-request';
import { raiseAlarm } from './recovery/alarm';
import { Anchors } from './recovery/anchors';
import type { Deps } from './recovery/deps';
import { policyIn } from './recovery/for-tenant';
import { createUseNoter } from './recovery/note-use';
import type { FreshSignIns } from './recovery/fresh-sign-ins';
import { redrawRequest } from './recovery/redraw-request';
import { WAIT_SHOWN_MS } from './recovery/stuck';
import type { KeyRing, OutOfBand, Tenants } from './recovery/ports';
import { createWorkRunner } from './recovery/work-runner';
import { connectAnchors } from './storage/connect-anchors';
import type { Storage } from './storage/connect';
import { connectStorage } from './storage/connect';
import { createKeyRing } from './storage/key-ring';
import { bindPageVerbs } from './web/bind-page-verbs';
import { SIGN_IN_RETURN } from './web/mount-step-up';
import { mountWeb } from './web/mount-web';
import type { Wiring } from './wiring';

function graphOf(wiring: Wiring, storage: Storage): Graph {
  return connectGraph({
    baseUrl: wiring.graphBaseUrl,
    authorityHost: wiring.entraAuthorityHost,
    tenants: wiring.tenants.map(({ tenantId, executor }) => ({ tenantId, credential: credentialOf(executor) })),
    manifestId: wiring.teamsAppId,
    log: wiring.log,
    clock: wiring.clock,
    riskPermit: (tenantId) => storage.riskPermit(tenantId),
  });
}

function tenantsOf(wiring: Wiring): Tenants {
  const byId = new Map(wiring.tenants.map((tenant) => [tenant.tenantId, tenant]));
  return { find: (tenantId) => byId.get(tenantId) };
}

/** Mails leave from the tenant's own mailbox. */
function mailOf(wiring: Wiring, graph: Graph): MailSender {
  const senders = new Map(wiring.tenants.map(({ tenantId, mailSender }) => [tenantId, mailSender]));
  return {
    send: (tenantId, to, subject, content) => {
      const from = senders.get(tenantId) ?? '';
      return graph.mail.send(tenantId, { from, to, subject, body: { contentType: 'text', content } });
    },
  };
}

function outOfBandOf(wiring: Wiring, mail: MailSender, tenants: Tenants): OutOfBand {
  return createOutOfBand({
    mail,
    ...(wiring.sms === undefined ? {} : { sms: new AcsSmsSender(wiring.sms) }),
    tenants,
    linkMinutes: (request) => policyIn({ tenants, policy: wiring.policy }, request).timers.linkMinutes,
  });
}

function signInsOf(wiring: Wiring, address: Parts['address']): FreshSignIns {
  return createApproverSignIns({
    ...{ authorityHost: wiring.entraAuthorityHost, clock: wiring.clock },
    clients: wiring.tenants.flatMap(({ tenantId, stepUp }) => {
      if (stepUp === undefined) return [];
      const { clientId } = stepUp;
      return [{ tenantId, clientId, credential: credentialOf({ ...stepUp.credential, clientId }) }];
    }),
    redirectUri: () => `${address.url}${SIGN_IN_RETURN}`,
  });
}

interface Parts {
  readonly wiring: Wiring;
  readonly storage: Storage;
  readonly graph: Graph;
  readonly keys: KeyRing;
  readonly tenants: Tenants;
  readonly connection: Connection;
  readonly anchors: Anchors | undefined;
  /** Known once the port is. */
  readonly address: { url: string };
}

function domainDeps(
  { wiring, storage, graph, keys, tenants, connection, anchors, address }: Parts,
  start: Deps['startWork'],
): Deps {
  const { clock, ids, log, policy } = wiring;
  const { directory, methods, contactDirectory, passes, accounts } = graph;
  const { ledger, sightings, delegations, drafts, links, lastMembers, memberships, stops, queue, permits, tallies } =
    storage;
  const mail = mailOf(wiring, graph);
  return {
    ...{ ledger, sightings, delegations, drafts, links, lastMembers, memberships, stops, queue, permits, tallies },
    ...{ keptContacts: storage.keptContacts, contactRoster: storage.contactRoster, looks: storage.looks },
    ...{ directory, methods, contactDirectory, passes, accounts },
    ...{ tenants, policy, keys, clock, ids, log },
    ...(anchors === undefined ? {} : { anchors }),
    cards: connection.notifier,
    signIns: signInsOf(wiring, address),
    outOfBand: outOfBandOf(wiring, mail, tenants),
    delegationMails: createDelegationMails({ mail, tenants }),
    get publicUrl() {
      return address.url;
    },
    startWork: start,
    watchStep: ({ tenantId, id: requestId }, step) => {
      void showLongWait(
        { hand: connection.hand, waitShownMs: wiring.waitShownMs ?? WAIT_SHOWN_MS, redraw: start },
        { tenantId, requestId },
        step,
      );
    },
  };
}

function connectionOf(wiring: Wiring, storage: Storage, graph: Graph, keys: KeyRing, late: LateAlarm): Connection {
  return connectBot({
    settings: wiring.bot,
    tenants: tenantsOf(wiring),
    directory: graph.directory,
    photos: graph.photos,
    conversations: storage.conversations,
    seen: storage.seen,
    stops: storage.stops,
    ledger: storage.ledger,
    installation: {
      installFor: async (tenantId, person) => {
        await graph.installation.install(tenantId, person);
      },
    },
    keys,
    clock: wiring.clock,
    log: wiring.log,
    ...(wiring.turnLimits === undefined ? {} : { turnLimits: wiring.turnLimits }),
    forged: (tenantId, about) => late.forged(tenantId, about),
  });
}

function botOf({ wiring, storage, graph, keys, tenants, connection, address }: Parts, deps: Deps): Bot {
  const verbs = bindVerbs(deps);
  const [first] = wiring.tenants;
  const { clock, log } = wiring;
  const web = {
    ...{ ...bindPageVerbs(deps), keys, clock, log, tenants, people: graph.directory },
    ...(wiring.pageAnswerWithinMs === undefined ? {} : { answerWithinMs: wiring.pageAnswerWithinMs }),
    get publicUrl() {
      return address.url;
    },
  };
  return createBot(connection, {
    verbs,
    drafts: storage.drafts,
    ...(wiring.answerWithinMs === undefined ? {} : { answerWithinMs: wiring.answerWithinMs }),
    ...(wiring.waitShownMs === undefined ? {} : { waitShownMs: wiring.waitShownMs }),
    redraw: deps.startWork,
    noteUse: createUseNoter(deps),
    checks: {
      storage: () => storage.ledger.findByShortCode(first?.tenantId ?? '', 'LK-000000'),
      graph: () => graph.access.granted(first?.tenantId ?? ''),
    },
    mounts: [
      (server) => {
        mountWeb(server, web);
      },
    ],
  });
}

/** Wires the product. Creates tables and queues that are missing; listens to nobody yet. */
export async function compose(given: Wiring): Promise<Latchkey> {
  const clock = given.clock === systemClock ? new AgreedClock(systemClock) : given.clock;
  const wiring = { ...given, clock };
  const { ids, log } = wiring;
  const keys = createKeyRing(wiring.ledgerKeys);
  const anchorStore = wiring.anchors && (await connectAnchors(wiring.anchors));
  const anchors =
    anchorStore &&
    new Anchors(
      { store: anchorStore, keys, clock },
      wiring.tenants.map(({ tenantId }) => tenantId),
    );
  const storage = await connectStorage({
    ...{ connection: wiring.storage, keys, clock, ids, log },
    ...(anchors === undefined ? {} : { chains: anchors }),
    ...(anchorStore === undefined ? {} : { anchors: anchorStore }),
    ...(wiring.storagePrefix === undefined ? {} : { prefix: wiring.storagePrefix }),
    ...(wiring.maxWakeDelayMs === undefined ? {} : { maxDelayMs: wiring.maxWakeDelayMs }),
  });
  const graph = graphOf(wiring, storage);
  const late: LateAlarm = { forged: () => Promise.resolve() };
  const connection = connectionOf(wiring, storage, graph, keys, late);
  const address = { url: wiring.publicUrl ?? 'http://127.0.0.1' };
  const parts = { wiring, storage, graph, keys, tenants: tenantsOf(wiring), connection, anchors, address };
  const deps = domainDeps(parts, (tenantId, id, haste) => {
    runner.start(tenantId, id, haste);
  });
  late.forged = (tenantId, about) => raiseAlarm(deps, tenantId, undefined, about);
  const runner = createWorkRunner({
    advance: (input) => advanceRequest(deps, input),
    redraw: (input) => redrawRequest(deps, input),
    queue: storage.queue,
    clock,
    log,
  });
  return lifecycleOf({ wiring, storage, address, deps, bot: botOf(parts, deps), runner });
}

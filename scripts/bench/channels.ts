import { nextMail, nextSms } from '../../simulators/outbox';
import type { Persona } from '../../simulators/teams/persona';
import { scanned } from '../scan';
import { mustShow, pressForCard, waitForVerb } from '../story';
import { linkIn, opensPage, sendsForm, type Page } from '../web-page';
import type { BenchCloud } from './bench-cloud';
import { BenchError } from './bench-error';
import type { Pair } from './channel-pairs';

/** The simulated cloud, with the product listening at `url`. */
export interface Playing extends BenchCloud {
  readonly url: string;
  /** Resolves when the product has nothing in hand. */
  idle(): Promise<unknown>;
}

/** Where the pass appears, and what is done until then. */
export interface Channel {
  readonly name: string;
  /** Up to the moment that is timed from. */
  prepare(world: Playing, pair: Pair): Promise<Timed>;
}

/** Everything from that moment to the pass. */
type Timed = (watch: Stopwatch) => Promise<void>;

/** Stands still during `act`, which a person or their device does: here it costs more than in their hand, or less. */
export interface Stopwatch {
  aside<T>(act: () => T): T;
}

/** Characters of the token behind a QR code. */
const TOKEN = 43;

function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new BenchError('wrongAnswer', `there is no ${what}`);
  return value;
}

/** Where somebody is reached outside Teams. */
async function contactOf({ cloud, preparing }: BenchCloud, { objectId }: Persona, channel: 'email' | 'sms') {
  const methods = await preparing.deps.methods.list(cloud.settings.tenantId, objectId);
  const found = methods.find(({ contact }) => contact?.channel === channel);
  const { id, contact } = must(found, channel);
  return { id, address: must(contact, channel).address.reveal().replace(/\s/g, '') };
}

async function shortCodeOf({ cloud, preparing }: BenchCloud, { objectId }: Persona): Promise<string> {
  const found = await preparing.storage.ledger.listByEmployee(cloud.settings.tenantId, objectId, 1);
  return must(found[0], 'request').request.shortCode;
}

/** Presses the button of a card that is on the screen, as soon as it is. */
async function presses(
  { cloud }: BenchCloud,
  who: string,
  verb: string,
  inputs: Readonly<Record<string, string>> = {},
) {
  await waitForVerb(cloud.teams, who, verb);
  return pressForCard(cloud.teams, who, verb, inputs);
}

/** Hana opens for somebody whose pass is to appear outside Teams. */
async function opensFor(
  world: Playing,
  { mail }: Persona,
  how: { readonly place?: string; readonly delivery?: string },
) {
  const { place, delivery } = how;
  await world.cloud.teams.say('hana', `open for ${mail}`);
  const form = { scenario: 'lostKey', proof: 'proof.callBack', ticket: 'INC0012345', ...(place && { place }) };
  await presses(world, 'hana', 'helpdesk.openFor', form);
  if (delivery !== undefined) await presses(world, 'hana', 'request.review');
  await presses(world, 'hana', 'request.confirm', delivery === undefined ? {} : { delivery });
}

/** The first button of the approval, on a card that nothing redraws any more; the second one is the press that counts. */
async function readyToSign(world: Playing, who: string, number: string, verifiedBy = 'knownNumber') {
  await waitForVerb(world.cloud.teams, who, 'approval.approve');
  await world.idle();
  await presses(world, who, 'approval.approve');
  return () => presses(world, who, 'approval.confirmApprove', { matchNumber: number, verifiedBy });
}

const passOn = ({ pass, face }: Page): void => void must(pass, `pass on the page, but ${face ?? 'nothing'}`);

async function revealsInChat(world: Playing, { id }: Persona, releaseCode: string): Promise<void> {
  mustShow(await presses(world, id, 'pass.reveal', { releaseCode }), 'pass');
}

const inChat: Channel['prepare'] = async (world, { employee, manager }) => {
  await world.cloud.teams.say(employee.id, 'I lost my security key');
  const number = mustShow(await presses(world, employee.id, 'request.confirm'), 'matchNumber');
  const sign = await readyToSign(world, manager.id, number);
  return async () => revealsInChat(world, employee, mustShow(await sign(), 'releaseCode'));
};

/** The page is open and says the number; whoever is on it looks again when the code was said. */
async function behindLink(world: Playing, manager: Persona, link: string): Promise<Timed> {
  const { matchNumber } = await sendsForm(link, 'confirm');
  const sign = await readyToSign(world, manager.id, must(matchNumber, 'number on the page'));
  return async () => {
    const code = mustShow(await sign(), 'releaseCode');
    const { face } = await opensPage(link);
    if (face !== 'code') throw new BenchError('wrongAnswer', `the page asks for no code: ${String(face)}`);
    passOn(await sendsForm(link, 'code', code));
  };
}

const hasLink = (text: string): boolean => text.includes('/reveal/');

const byMail: Channel['prepare'] = async (world, { employee, manager }) => {
  const { id, address } = await contactOf(world, employee, 'email');
  await opensFor(world, employee, { delivery: id });
  const mail = await nextMail(world.cloud.outbox, address, ({ body }) => hasLink(body.content));
  return behindLink(world, manager, linkIn(mail.body.content));
};

const byText: Channel['prepare'] = async (world, { employee, manager }) => {
  const { id, address } = await contactOf(world, employee, 'sms');
  await opensFor(world, employee, { delivery: id });
  return behindLink(
    world,
    manager,
    linkIn((await nextSms(world.cloud.outbox, address, ({ text }) => hasLink(text))).text),
  );
};

const atCounter: Channel['prepare'] = async (world, { employee, manager }) => {
  await opensFor(world, employee, { place: 'inPerson' });
  const shortCode = await shortCodeOf(world, employee);
  await world.cloud.teams.say('tomas', `attend ${shortCode}`);
  const seen = await presses(world, 'tomas', 'counter.idCheck', { document: 'companyBadge' });
  const sign = await readyToSign(world, manager.id, mustShow(seen, 'matchNumber'));
  await sign();
  const signToo = await readyToSign(world, 'priya', mustShow(seen, 'matchNumber2'), 'inPerson');
  return async (watch) => {
    const half = mustShow(await signToo(), 'releaseCode');
    // The client asks for its own view of the card, as it does when somebody looks at it.
    const code = `${mustShow(await presses(world, manager.id, 'request.refresh'), 'releaseCode')} ${half}`;
    // His card of the one before offers another QR code as well.
    await waitForVerb(world.cloud.teams, 'tomas', 'counter.showQr', shortCode);
    const card = await pressForCard(world.cloud.teams, 'tomas', 'counter.showQr', {}, shortCode);
    const qr = watch.aside(() => scanned(card, `${world.url}/reveal/`, TOKEN));
    const { url } = await sendsForm(qr, 'here');
    passOn(await sendsForm(url, 'code', code));
  };
};

const byCode: Channel['prepare'] = async (world, { employee }) => {
  const { address } = await contactOf(world, employee, 'sms');
  const codeIn = (text: string): string | undefined => / code (\d{6}) /.exec(text)?.[1];
  return async () => {
    await world.cloud.teams.say(employee.id, 'I lost my security key');
    await presses(world, employee.id, 'request.confirmWithCode');
    const sms = await nextSms(world.cloud.outbox, address, ({ text }) => codeIn(text) !== undefined);
    await revealsInChat(world, employee, must(codeIn(sms.text), 'code'));
  };
};

export const CHANNELS: readonly Channel[] = [
  { name: 'Teams chat', prepare: inChat },
  { name: 'page behind a link by mail', prepare: byMail },
  { name: 'page behind a link by text message', prepare: byText },
  { name: 'counter, page behind a QR code', prepare: atCounter },
];

export const SELF: Channel = { name: 'code by text message', prepare: byCode };

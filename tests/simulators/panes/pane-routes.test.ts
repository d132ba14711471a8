import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Secret } from '../../../platform/secret';
import type { Outbox } from '../../../simulators/outbox';
import { createOutbox, postSms } from '../../../simulators/outbox';
import type { AccountActions } from '../../../simulators/panes/account-actions';
import { paneRoutes } from '../../../simulators/panes/pane-routes';
import type { PaneEvent } from '../../../simulators/panes/pane-view';
import { createSignal } from '../../../simulators/signal';
import { waitFor } from '../../../simulators/wait-for';
import type { Harness } from '../teams/harness';
import { answerInvoke, card, cardAnswer, cardMessage, execute, startHarness } from '../teams/harness';
import { ADA } from '../teams/people';

let harness: Harness;
let outbox: Outbox;
let publicDir: string;
let enrolled: { readonly objectId: string; readonly pass: Secret; readonly kind: string }[];

const account: AccountActions = {
  methods: () => Promise.resolve([{ id: '1', kind: 'fido2', label: 'Blue key' }]),
  pass: () => Promise.resolve({ live: false }),
  enrolWithPass: (objectId, pass, kind) => {
    enrolled.push({ objectId, pass, kind });
    return Promise.resolve(pass.reveal() === 'good' ? { ok: true } : { ok: false, reason: 'Not that.' });
  },
  giveMethod: () => Promise.reject(new Error('the pass was good')),
};

beforeEach(async () => {
  enrolled = [];
  outbox = createOutbox();
  publicDir = mkdtempSync(path.join(tmpdir(), 'panes-'));
  const people = { employee: 'ada', manager: 'marcus', helpdesk: 'hana' };
  harness = await startHarness({ extend: [paneRoutes({ outbox, account, people, publicDir })] });
});
afterEach(async () => {
  await harness.stop();
  rmSync(publicDir, { recursive: true });
});

const fetchFrom = async (address: string): Promise<Response> => fetch(`${harness.teams.url}${address}`);
const getJson = async (address: string): Promise<unknown> => (await fetchFrom(address)).json();
const post = (address: string, body: unknown): Promise<Response> => {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${harness.teams.url}/panes/api${address}`, { method: 'POST', headers, body: JSON.stringify(body) });
};

/** Listens to the stream; `until` resolves with everything heard so far once an event matches. */
async function listen() {
  const heard = createSignal<void>();
  const events: PaneEvent[] = [];
  let rest = '';
  const onData = (text: string): void => {
    const parts = `${rest}${text}`.split('\n\n');
    rest = parts.pop() ?? '';
    const data = parts.filter((part) => part.startsWith('data: '));
    events.push(...data.map((part) => JSON.parse(part.slice(6)) as PaneEvent)); // Our own server's events.
    heard.emit();
  };
  const response = await new Promise<IncomingMessage>((resolve) =>
    get(`${harness.teams.url}/panes/api/events`, resolve),
  );
  response
    .setEncoding('utf8')
    .on('data', onData)
    .on('error', () => undefined);
  const tooLate = () => new Error(`Heard only ${JSON.stringify(events)}`);
  const until = (matches: (event: PaneEvent) => boolean) =>
    waitFor({ subscribe: heard.subscribe, waitMs: 2_000, tooLate }, () => (events.some(matches) ? events : undefined));
  return { until };
}

describe('when the page is asked for', () => {
  it('comes with a policy that lets nothing foreign in', async () => {
    writeFileSync(path.join(publicDir, 'index.html'), '<!doctype html>');
    const page = await fetchFrom('/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    await expect(page.text()).resolves.toBe('<!doctype html>');
  });

  it('says what to do when it was not built', async () => {
    const script = await fetchFrom('/panes.js');
    expect(script.status).toBe(404);
    await expect(script.text()).resolves.toContain('npm run build');
  });

  it('serves nothing else of the folder', async () => {
    writeFileSync(path.join(publicDir, 'other.txt'), 'x');
    await expect(fetchFrom('/other.txt')).resolves.toMatchObject({ status: 404 });
  });

  it('refuses another site', async () => {
    const headers = { origin: 'http://evil.example', 'content-type': 'application/json' };
    const sending = { method: 'POST', headers, body: '{"text":"hi"}' };
    const refused = await fetch(`${harness.teams.url}/panes/api/people/ada/chat/messages`, sending);
    expect(refused.status).toBe(403);
    expect(harness.teams.chat('ada')).toEqual([]);
  });
});

describe('when the page asks', () => {
  it('learns the world', async () => {
    const team = { channelName: 'IT Helpdesk › Recovery' };
    const world = await getJson('/panes/api/world');
    expect(world).toMatchObject({ panes: ['ada', 'marcus', 'hana'], stepsDone: 0, unread: { ada: 0 }, ...team });
    expect(world).toMatchObject({
      personas: [
        { id: 'ada', suggestions: ['I lost my phone', 'help', 'status'] },
        {},
        { id: 'hana', suggestions: [`open for ${ADA.mail}`, 'status', 'help'] },
      ],
    });
  });

  it('sees chat and outbox and account', async () => {
    harness.bot.onTurn = async (context) => void (await context.sendActivity('hello'));
    await post('/people/ada/chat/messages', { text: ' hi ' });
    postSms(outbox, { from: '+471', to: '+472', text: 'x' });
    const chat = await getJson('/panes/api/people/ada/chat');
    expect(chat).toMatchObject({ messages: [{ text: 'hi' }, { text: 'hello' }], unread: [expect.any(String)] });
    await expect(getJson('/panes/api/outbox')).resolves.toMatchObject({ items: [{ kind: 'sms' }] });
    const methods = [{ label: 'Blue key' }];
    await expect(getJson('/panes/api/people/ada/account')).resolves.toMatchObject({ methods, pass: { live: false } });
  });

  it.each([
    ['somebody unknown', '/people/eve/chat/messages', { text: 'hi' }, 404],
    ['an empty text', '/people/ada/chat/messages', { text: '  ' }, 400],
    ['no text', '/people/ada/chat/messages', {}, 400],
    ['a message that is not there', '/people/ada/chat/presses', { messageId: '1', action: { type: 'x' } }, 404],
    ['no action', '/people/ada/chat/presses', { messageId: '1' }, 400],
    ['an unknown kind of method', '/people/ada/methods', { kind: 'sms', pass: 'x' }, 400],
    ['an account that fails', '/people/ada/methods', { kind: 'phone' }, 500],
  ])('is refused for %s, without details of what failed', async (_name, address, body, status) => {
    const refused = await post(address, body);
    expect(refused.status).toBe(status);
    await expect(refused.text()).resolves.not.toContain('the pass was good');
  });
});

describe('when a method is enrolled with the pass', () => {
  it.each([
    ['the pass of the card', 'good', { ok: true }],
    ['another text', 'bad', { ok: false, reason: 'Not that.' }],
  ])('hands over %s as a secret and never says it again', async (_name, pass, answer) => {
    const response = await post('/people/ada/methods', { kind: 'authenticator', pass: ` ${pass} ` });
    await expect(response.json()).resolves.toEqual(answer);
    expect(enrolled).toMatchObject([{ objectId: ADA.objectId, kind: 'authenticator' }]);
    expect(JSON.stringify(enrolled)).toContain('[secret]');
    expect(enrolled[0]?.pass.reveal()).toBe(pass);
  });
});

describe('when things happen', () => {
  it('pushes them to the page', async () => {
    const { teams, bot } = harness;
    bot.onTurn = async (context) => {
      await context.sendActivity({ type: 'typing' });
      const sent = await context.sendActivity(
        cardMessage(card('x', [], { body: [{ type: 'TextBlock', id: 'pass' }] })),
      );
      await context.deleteActivity(sent?.id ?? '');
    };
    const stream = await listen();
    await teams.say('ada', 'go');
    postSms(outbox, { from: '+471', to: '+472', text: 'x' });
    const heard = await stream.until(({ kind }) => kind === 'posted');
    const mine = heard.map((event) => ('personaId' in event ? `${event.kind} ${event.personaId}` : event.kind));
    expect(mine).toEqual([
      ...['message ada', 'unread ada', 'typing ada', 'tour', 'message ada', 'unread ada'],
      ...['removed ada', 'posted'],
    ]);
    expect(heard).toContainEqual({ kind: 'tour', stepsDone: 3 });
    expect(heard).toContainEqual({ kind: 'unread', personaId: 'ada', count: 1 });
  });

  it('says who has the app, whoever added it', async () => {
    const stream = await listen();
    await harness.teams.uninstall('hana');
    await harness.teams.install(ADA.objectId);
    const heard = await stream.until((event) => event.kind === 'installed' && event.personaId === 'ada');
    expect(heard).toEqual([
      { kind: 'installed', personaId: 'hana', installed: false },
      { kind: 'installed', personaId: 'ada', installed: true },
    ]);
  });

  it('ends the tour when the helpdesk asks after the new phone, not before and nobody else', async () => {
    const done = async (): Promise<unknown> => Reflect.get(Object(await getJson('/panes/api/world')), 'stepsDone');
    await post('/people/hana/chat/messages', { text: 'status LK-7F3K9Q' });
    expect(await done()).toBe(0);
    await post('/people/ada/methods', { kind: 'authenticator', pass: 'good' });
    await post('/people/ada/chat/messages', { text: 'status' });
    expect(await done()).toBe(4);
    await post('/people/hana/chat/messages', { text: 'status LK-7F3K9Q' });
    expect(await done()).toBe(5);
  });

  it('tells everybody in the team of the channel, and a new view only the one who has it', async () => {
    const { teams, bot } = harness;
    bot.onTurn = async (context) => {
      if (context.activity.type === 'invoke') return answerInvoke(context, cardAnswer(card('yours')));
      await context.sendActivity(cardMessage(card('x', [execute('go')])));
    };
    const stream = await listen();
    await teams.sayInChannel('hana', 'open');
    const { id } = await teams.nextInChannel();
    await post('/people/hana/channel/presses', { messageId: id, action: execute('go') });
    await post('/people/hana/channel/read', {});
    const heard = await stream.until((event) => event.kind === 'unread' && event.count === 0);
    const told = heard.flatMap((event) => (event.kind === 'message' ? [`${event.personaId} ${event.place}`] : []));
    const both = ['hana channel', 'marcus channel'];
    expect(told).toEqual([...both, ...both, 'hana channel']);
    expect(heard).toContainEqual({ kind: 'read', personaId: 'hana', place: 'channel' });
    await expect(getJson('/panes/api/world')).resolves.toMatchObject({ unread: { hana: 0, marcus: 1 } });
  });
});

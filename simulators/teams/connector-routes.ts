import type { Request, Response, Server } from 'restify';
import type { VerifyBotToken } from './bot-token';
import type { ConnectorDeps } from './connector';
import { deleteActivity, sendActivity, updateActivity } from './connector';
import type { ConnectorAnswer } from './connector-answer';
import { connectorError, faultAnswer } from './connector-answer';
import { createConversation } from './create-conversation';
import type { ConnectorOperation, Faults } from './faults';
import { nextConnectorFault, takeDroppedAnswer } from './faults';
import { getMember, getTeam, listMembers, pagedMembers } from './members';

export interface ConnectorRoutesDeps extends ConnectorDeps {
  readonly verifyBotToken: VerifyBotToken;
  readonly faults: Faults;
}

interface Call {
  readonly conversation: string;
  readonly activity: string;
  readonly member: string;
  readonly team: string;
  readonly body: unknown;
}
type Handle = (deps: ConnectorDeps, call: Call) => ConnectorAnswer;
type Route = readonly [method: 'del' | 'get' | 'post' | 'put', path: string, ConnectorOperation, Handle];

const CONVERSATION = '/v3/conversations/:conversation';
const ref = ({ conversation, activity }: Call) => ({ conversationId: conversation, id: activity });

const ROUTES: readonly Route[] = [
  ['post', '/v3/conversations', 'create', (deps, { body }) => createConversation(deps, body)],
  ['post', `${CONVERSATION}/activities`, 'send', (deps, call) => sendActivity(deps, call.conversation, call.body)],
  [
    'post',
    `${CONVERSATION}/activities/:activity`,
    'send',
    (deps, call) => sendActivity(deps, call.conversation, call.body),
  ],
  ['put', `${CONVERSATION}/activities/:activity`, 'update', (deps, call) => updateActivity(deps, ref(call), call.body)],
  ['del', `${CONVERSATION}/activities/:activity`, 'delete', (deps, call) => deleteActivity(deps, ref(call))],
  ['get', `${CONVERSATION}/members`, 'members', (deps, { conversation }) => listMembers(deps, conversation)],
  ['get', `${CONVERSATION}/pagedmembers`, 'members', (deps, { conversation }) => pagedMembers(deps, conversation)],
  [
    'get',
    `${CONVERSATION}/members/:member`,
    'members',
    (deps, call) => getMember(deps, call.conversation, call.member),
  ],
  ['get', '/v3/teams/:team', 'team', (deps, { team }) => getTeam(deps, team, 'details')],
  ['get', '/v3/teams/:team/conversations', 'team', (deps, { team }) => getTeam(deps, team, 'channels')],
];

function callOf(req: Request): Call {
  const body: unknown = req.body;
  // restify types them `any`; parameters of a path are always strings.
  const { conversation = '', activity = '', member = '', team = '' } = req.params as Record<string, string>;
  return { conversation, activity, member, team, body };
}

async function isAuthorized(verify: VerifyBotToken, req: Request): Promise<boolean> {
  const [scheme, token] = req.header('authorization', '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) return false;
  return verify(token).then(
    () => true,
    () => false,
  );
}

const UNAUTHORIZED = connectorError(401, 'Unauthorized', 'Authorization has been denied for this request.');

function answerCall(deps: ConnectorRoutesDeps, [, , operation, handle]: Route, call: Call): ConnectorAnswer {
  const fault = nextConnectorFault(deps.faults, operation);
  return fault ? faultAnswer(fault) : handle(deps, call);
}

function write(res: Response, { status, body, headers }: ConnectorAnswer): void {
  for (const [name, value] of Object.entries(headers ?? {})) res.setHeader(name, value);
  res.send(status, body);
}

/** Serves the connector. Every call needs the bot's token, even when a fault is waiting for it. */
export function connectorRoutes(server: Server, deps: ConnectorRoutesDeps): void {
  for (const route of ROUTES) {
    const [method, path] = route;
    server[method](path, async (req: Request, res: Response) => {
      if (!(await isAuthorized(deps.verifyBotToken, req))) return write(res, UNAUTHORIZED);
      const answer = answerCall(deps, route, callOf(req));
      if (takeDroppedAnswer(deps.faults, 'answersToDrop')) return void req.socket.destroy();
      write(res, answer);
    });
  }
}

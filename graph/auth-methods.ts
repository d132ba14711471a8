import { z } from 'zod';
import { Secret } from '../platform/secret';
import { EffectError } from '../recovery/errors';
import type { Method, MethodKind } from '../recovery/methods';
import type { AuthMethods } from '../recovery/ports';
import type { ObjectId } from '../recovery/terms';
import type { GraphAnswer, GraphCall, GraphClient, GraphOf } from './client';
import { unlessNotFound } from './errors';
import { maskAddress, maskPhone } from './masks';
import { KINDS, kindOf, type MethodProperties } from './method-kinds';
import { userPath } from './object-path';
import { itemsOf } from './pages';

const METHOD = z.object({
  '@odata.type': z.string().optional(),
  id: z.string(),
  createdDateTime: z.string().nullish(),
  phoneType: z.string().nullish(),
  phoneNumber: z.string().nullish(),
  emailAddress: z.string().nullish(),
  displayName: z.string().nullish(),
  configurationId: z.string().nullish(),
  isUsable: z.boolean().nullish(),
});

type Listed = z.output<typeof METHOD>;
type Outcome = Awaited<ReturnType<AuthMethods['remove']>>;

/** The authentication methods of people, read from the mixed list and removed by their typed paths. */
export function createAuthMethods(graph: GraphOf): AuthMethods {
  return {
    list: async (tenantId, id) => (await listed(graph(tenantId), id)).map(toMethod),
    remove: async (tenantId, id, method) => {
      const call = removalCall(id, method);
      const client = graph(tenantId);
      if (method.kind === 'externalAuthenticationMethod') return removeExternal(client, id, { method, call });
      return outcomeOf(await unlessNotFound(client.call(call)));
    },
    prefer: async (tenantId, id, what) => {
      const path = userPath(id, 'authentication', 'signInPreferences');
      const call = { operation: 'methods.prefer', method: 'PATCH', path, version: 'beta' } as const;
      const body = { userPreferredMethodForSecondaryAuthentication: what };
      return (await graph(tenantId).call({ ...call, body })).trace;
    },
  };
}

/** The list takes no query options. */
function listed(client: GraphClient, id: ObjectId): Promise<readonly Listed[]> {
  const path = userPath(id, 'authentication', 'methods');
  return itemsOf(client, { operation: 'methods.list', method: 'GET', path }, METHOD);
}

function toMethod(listedMethod: Listed): Method {
  const kind = kindOf(listedMethod['@odata.type'], listedMethod.phoneType);
  const createdAt = Date.parse(listedMethod.createdDateTime ?? '');
  const contact = contactOf(kind, listedMethod);
  const device = listedMethod.displayName ?? '';
  return {
    id: listedMethod.id,
    kind,
    label: KINDS[kind].label(listedMethod),
    identity: identityOf(kind, listedMethod, createdAt),
    ...(Number.isNaN(createdAt) ? {} : { createdAt }),
    ...(contact === undefined ? {} : { contact }),
    ...(device === '' ? {} : { device }),
    ...(typeof listedMethod.isUsable === 'boolean' ? { usable: listedMethod.isUsable } : {}),
  };
}

/** Dates count by the second: Graph does not always write as many digits behind it. */
function identityOf(kind: MethodKind, method: Listed, createdAt: number): Secret {
  const second = Number.isNaN(createdAt) ? null : Math.floor(createdAt / 1_000);
  const parts = KINDS[kind].identity.map((property) => method[property] ?? null);
  return Secret.of(JSON.stringify([method['@odata.type'], method.id, second, ...parts]));
}

function contactOf(kind: MethodKind, method: MethodProperties): Method['contact'] {
  const { contact } = KINDS[kind];
  const address = contact && method[contact.property];
  if (!address) return undefined;
  return contact.channel === 'email'
    ? { channel: 'email', address: Secret.of(address), masked: maskAddress(address) }
    : { channel: 'sms', address: Secret.of(dialable(address)), masked: maskPhone(address) };
}

/** `+4740055312` of `+47 40055312`. */
const dialable = (number: string): string => number.replaceAll(/[\s()-]/g, '');

function removalCall(
  id: ObjectId,
  { id: methodId, kind }: { readonly id: string; readonly kind: MethodKind },
): GraphCall {
  const { removal } = KINDS[kind];
  if (removal === undefined) {
    throw new EffectError('rejected', 'Graph has no way to remove a method of this kind; it is still registered.');
  }
  const { version, segment, singleton } = removal;
  const path = userPath(id, 'authentication', segment, ...(singleton ? [] : [methodId]));
  return { operation: 'methods.remove', method: 'DELETE', path, version };
}

function outcomeOf(answer: GraphAnswer | undefined): Outcome {
  return answer === undefined ? { outcome: 'alreadyGone' } : { outcome: 'removed', ...answer.trace };
}

/**
 * Of external methods the metadata says `DELETE …/{id}` and the documentation `DELETE …/{id}/$ref`. The first comes
 * first; where the service does not know it, and the method is still listed, the second is tried.
 */
async function removeExternal(
  client: GraphClient,
  id: ObjectId,
  { method, call }: { readonly method: { readonly id: string }; readonly call: GraphCall },
): Promise<Outcome> {
  const answer = await unlessNotFound(client.call({ ...call, tolerate: [405] }));
  if (answer !== undefined && answer.status !== 405) return outcomeOf(answer);
  const rest = await listed(client, id);
  if (!rest.some((other) => other.id === method.id)) return { outcome: 'alreadyGone' };
  return outcomeOf(await unlessNotFound(client.call({ ...call, path: `${call.path}/$ref` })));
}

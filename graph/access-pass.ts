import { z } from 'zod';
import { Secret } from '../platform/secret';
import { EffectError } from '../recovery/errors';
import type { AccessPasses, MintedPass, PassPolicy } from '../recovery/ports';
import type { ObjectId } from '../recovery/terms';
import { read, type GraphAnswer, type GraphClient, type GraphOf } from './client';
import { unlessNotFound } from './errors';
import { memberGroups } from './member-groups';
import { checkedId, userPath } from './object-path';

const POLICY_PATH = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const EVERYBODY = 'all_users';
const MINUTE = 60_000;

const TARGETS = z.array(z.object({ targetType: z.string().nullish(), id: z.string() })).nullish();

const POLICY = z.object({
  state: z.string(),
  minimumLifetimeInMinutes: z.number(),
  maximumLifetimeInMinutes: z.number(),
  includeTargets: TARGETS,
  excludeTargets: TARGETS,
});

const MINTED = z.object({
  id: z.string().min(1),
  temporaryAccessPass: z
    .string()
    .min(1)
    .transform((text) => Secret.of(text)),
  startDateTime: z.iso.datetime({ offset: true }),
  lifetimeInMinutes: z.number().positive(),
});

/** Temporary Access Passes, always for one use. */
export function createAccessPasses(graph: GraphOf): AccessPasses {
  return {
    policyFor: async (tenantId, id) => policyFor(graph(tenantId), id),
    issue: async (tenantId, id, lifetimeInMinutes, deadlineMs) => {
      const answer = await graph(tenantId).call({
        operation: 'accessPass.issue',
        method: 'POST',
        path: userPath(id, 'authentication', 'temporaryAccessPassMethods'),
        body: { lifetimeInMinutes, isUsableOnce: true },
        deadlineMs,
      });
      return toMintedPass(answer);
    },
    remove: async (tenantId, id, methodId) => {
      const path = userPath(id, 'authentication', 'temporaryAccessPassMethods', methodId);
      const call = { operation: 'accessPass.remove', method: 'DELETE', path } as const;
      return (await unlessNotFound(graph(tenantId).call(call))) === undefined ? 'alreadyGone' : 'removed';
    },
  };
}

/** The secret exists in this one answer only. A pass whose secret cannot be read stands, but nobody can use it. */
function toMintedPass({ body, trace }: GraphAnswer): MintedPass {
  const { data } = MINTED.safeParse(body);
  if (data === undefined) throw new EffectError('unavailable', 'Graph issued a pass that cannot be read.', trace);
  const issuedAt = Date.parse(data.startDateTime);
  const expiresAt = issuedAt + data.lifetimeInMinutes * MINUTE;
  return { methodId: data.id, secret: data.temporaryAccessPass, issuedAt, expiresAt, ...trace };
}

async function policyFor(client: GraphClient, person: ObjectId): Promise<PassPolicy> {
  const id = checkedId(person);
  const answer = await client.call({ operation: 'accessPass.policy', method: 'GET', path: POLICY_PATH });
  const policy = read(POLICY, answer);
  const include = (policy.includeTargets ?? []).map((target) => target.id.toLowerCase());
  const exclude = (policy.excludeTargets ?? []).map((target) => target.id.toLowerCase());
  const groups = [...new Set([...include, ...exclude])].filter((target) => target !== EVERYBODY);
  const mine = new Set([EVERYBODY, id, ...(await memberGroups(client, id, groups))]);
  return {
    enabled: policy.state === 'enabled',
    inScope: include.some((target) => mine.has(target)) && !exclude.some((target) => mine.has(target)),
    minimumMinutes: policy.minimumLifetimeInMinutes,
    maximumMinutes: policy.maximumLifetimeInMinutes,
  };
}

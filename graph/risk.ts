import { z } from 'zod';
import type { Directory } from '../recovery/ports';
import type { ObjectId } from '../recovery/terms';
import { read, type GraphClient } from './client';
import { unlessNotFound } from './errors';
import { checkedId } from './object-path';

type Risk = Awaited<ReturnType<Directory['risk']>>;

const RISKY_USER = z.object({ riskLevel: z.string().nullish(), riskState: z.string().nullish() });

const SETTLED: ReadonlySet<string | null | undefined> = new Set(['none', 'confirmedSafe', 'remediated', 'dismissed']);

/**
 * What identity protection thinks of somebody; 404 = it never thought about them. At risk without a level that we know
 * (`hidden` in tenants with a smaller licence) counts as high. Throws `unlicensed` in tenants that do not have it.
 */
export async function readRisk(client: GraphClient, id: ObjectId): Promise<Risk> {
  const path = `/identityProtection/riskyUsers/${checkedId(id)}`;
  const answer = await unlessNotFound(client.call({ operation: 'directory.risk', method: 'GET', path }));
  if (answer === undefined) return 'none';
  const { riskLevel, riskState } = read(RISKY_USER, answer);
  if (riskState === 'confirmedCompromised') return 'compromised';
  if (SETTLED.has(riskState)) return 'none';
  return riskLevel === 'low' || riskLevel === 'medium' ? riskLevel : 'high';
}

import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../platform/clock';
import { EffectError } from '../recovery/errors';
import type { Directory } from '../recovery/ports';
import type { Millis, ObjectId } from '../recovery/terms';
import type { GraphClient, GraphOf } from './client';
import { checkedId } from './object-path';
import { itemsOf } from './pages';

type Risk = Awaited<ReturnType<Directory['risk']>>;

export interface RiskDeps {
  readonly graph: GraphOf;
  readonly clock: Clock;
  /** Leave for one request: identity protection takes one a second and tenant, from all apps together. */
  readonly permit: (tenantId: ObjectId) => Promise<boolean>;
  readonly pause?: (ms: Millis) => Promise<void>;
}

const RISKY_USER = z.object({ id: z.string(), riskLevel: z.string().nullish(), riskState: z.string().nullish() });

const SETTLED: ReadonlySet<string | null | undefined> = new Set(['none', 'confirmedSafe', 'remediated', 'dismissed']);

/** What one list says counts for so long. */
const FRESH_MS = 10_000;
/** And for so long where no other could be had because too many asked. */
const USABLE_MS = 300_000;
/** Between two pages of a long list. */
const PAGE_PAUSE_MS = 1_200;
const MOST_PAUSES = 5;
/** Another instance may have asked a moment ago: that is waited for, because the cautious answer costs a second approver. */
const FIRST_PAUSES = 2;

const CALL = {
  operation: 'directory.risk',
  method: 'GET',
  path: '/identityProtection/riskyUsers',
  query: { $filter: "riskState eq 'atRisk' or riskState eq 'confirmedCompromised'", $top: '500' },
} as const;

/** At risk without a level that we know (`hidden` in tenants with a smaller licence) counts as high. */
export function riskOf({ riskLevel, riskState }: Omit<z.output<typeof RISKY_USER>, 'id'>): Risk {
  if (riskState === 'confirmedCompromised') return 'compromised';
  if (SETTLED.has(riskState)) return 'none';
  return riskLevel === 'low' || riskLevel === 'medium' ? riskLevel : 'high';
}

/** Who is at risk, or that the tenant has no licence to know. */
type Levels = ReadonlyMap<string, Risk> | EffectError;

/** Who is at risk in one tenant. Many who ask at once share one request. */
class RiskBook {
  #known: { readonly at: Millis; readonly levels: Levels } | undefined;
  #reading: Promise<Levels> | undefined;

  constructor(
    private readonly deps: RiskDeps,
    private readonly tenantId: ObjectId,
  ) {}

  async levels(): Promise<Levels> {
    const age = this.#age();
    if (this.#known !== undefined && age < FRESH_MS) return this.#known.levels;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    try {
      return await this.#reading;
    } catch (error) {
      const asked = error instanceof EffectError && (error.code === 'queued' || error.code === 'throttled');
      if (asked && this.#known !== undefined && age < USABLE_MS) return this.#known.levels;
      throw error;
    }
  }

  #age(): Millis {
    return this.deps.clock.now() - (this.#known?.at ?? -Infinity);
  }

  async #read(): Promise<Levels> {
    const at = this.deps.clock.now();
    const levels = await this.#list().catch((error: unknown) => {
      if (error instanceof EffectError && error.code === 'unlicensed') return error;
      throw error;
    });
    this.#known = { at, levels };
    return levels;
  }

  async #list(): Promise<Levels> {
    const rows = await itemsOf(this.#paced(this.deps.graph(this.tenantId)), CALL, RISKY_USER);
    return new Map(rows.map((row) => [row.id.toLowerCase(), riskOf(row)]));
  }

  /** The first page is not waited for long, or not at all where an earlier list will do: a press waits for the answer. */
  #paced(client: GraphClient): GraphClient {
    let pauses = 0;
    const { permit, pause: wait = pause } = this.deps;
    const firstPauses = this.#age() < USABLE_MS ? 0 : FIRST_PAUSES;
    return {
      call: async (call) => {
        for (; !(await permit(this.tenantId)); pauses += 1) {
          const most = call === CALL ? firstPauses : MOST_PAUSES;
          if (pauses === most) throw new EffectError('queued', 'Risk was asked for too often.');
          await wait(PAGE_PAUSE_MS);
        }
        return client.call(call);
      },
    };
  }
}

/**
 * What identity protection thinks of somebody; who is not in its list of people at risk is not. One list serves everybody
 * who asks: a request each would let an hour of a bad day use up the share of every app in the tenant. Throws `unlicensed`
 * in tenants that do not have it, `queued` where there was no leave to ask and nothing is known.
 */
export function createRiskReader(deps: RiskDeps): Directory['risk'] {
  const books = new Map<ObjectId, RiskBook>();
  return async (tenantId, id) => {
    const person = checkedId(id);
    const book = books.get(tenantId) ?? new RiskBook(deps, tenantId);
    books.set(tenantId, book);
    const levels = await book.levels();
    if (levels instanceof EffectError) throw levels;
    return levels.get(person) ?? 'none';
  };
}

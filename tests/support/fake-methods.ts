import { Secret } from '../../platform/secret';
import { EffectError, type EffectErrorCode } from '../../recovery/errors';
import { DEFAULT_OF, type Method, type SignInDefault } from '../../recovery/methods';
import type { AuthMethods } from '../../recovery/ports';
import type { ObjectId } from '../../recovery/terms';
import type { FakeAccount } from './fake-account';

const UNDELETABLE: ReadonlySet<Method['kind']> = new Set(['password', 'unknown']);

/** The list and the typed deletes, with Graph's rules: the default last, alternate mobile before mobile, 404 = gone. */
export class FakeMethods implements AuthMethods {
  constructor(private readonly accountOf: (id: ObjectId) => FakeAccount) {}

  async list(_tenantId: ObjectId, id: ObjectId): Promise<readonly Method[]> {
    const account = this.accountOf(id);
    const { pass } = account;
    if (pass === undefined) return account.listed();
    const { id: passId, issuedAt: createdAt } = pass;
    const common = { id: passId, kind: 'temporaryAccessPass', label: 'Temporary Access Pass' } as const;
    return [...account.listed(), { ...common, createdAt, usable: pass.used !== true, identity: Secret.of(passId) }];
  }

  /** What Graph answers instead of another default; nothing = it obeys. */
  preferenceRefused: EffectErrorCode | undefined;

  async prefer(_tenantId: ObjectId, id: ObjectId, what: SignInDefault): Promise<{ readonly requestId?: string }> {
    if (this.preferenceRefused !== undefined) throw new EffectError(this.preferenceRefused, 'Graph refuses');
    const account = this.accountOf(id);
    const method = account.methods.find(({ kind }) => DEFAULT_OF.get(kind) === what);
    if (method === undefined) throw new EffectError('rejected', 'there is no such method');
    account.defaultId = method.id;
    account.wrote(`prefer ${what}`);
    return { requestId: 'graph-prefer' };
  }

  async remove(
    _tenantId: ObjectId,
    id: ObjectId,
    wanted: { readonly id: string },
  ): Promise<{ readonly outcome: 'removed' | 'alreadyGone'; readonly requestId?: string }> {
    const account = this.accountOf(id);
    const method = account.methods.find((one) => one.id === wanted.id);
    if (method === undefined) return { outcome: 'alreadyGone' };
    if (UNDELETABLE.has(method.kind)) throw new EffectError('rejected', 'there is no such call');
    const rule = account.blocked(method);
    if (rule !== undefined) throw new EffectError(rule, 'Graph refuses');
    account.take(method);
    account.wrote(`remove ${method.kind}`);
    return { outcome: 'removed', requestId: `graph-${method.id}` };
  }
}

import { Secret } from '../../platform/secret';
import { EffectError } from '../../recovery/errors';
import type { AccessPasses, MintedPass, PassPolicy } from '../../recovery/ports';
import type { ObjectId } from '../../recovery/terms';
import type { FakeAccount } from './fake-account';
import { MINUTE } from './fake-clock';

/** Temporary Access Passes: each POST replaces the one before, and every secret ever minted is remembered. */
export class FakePasses implements AccessPasses {
  policy: PassPolicy = { enabled: true, inScope: true, minimumMinutes: 10, maximumMinutes: 480 };
  /** Everything that must never turn up anywhere but in the answer of a reveal. */
  readonly secrets: string[] = [];

  constructor(private readonly accountOf: (id: ObjectId) => FakeAccount) {}

  async policyFor(): Promise<PassPolicy> {
    return this.policy;
  }

  async issue(_tenantId: ObjectId, id: ObjectId, minutes: number, _deadlineMs: number): Promise<MintedPass> {
    const { minimumMinutes, maximumMinutes, enabled, inScope } = this.policy;
    if (!enabled || !inScope) throw new EffectError('policyBlocksPass', 'the policy of the tenant forbids it');
    if (minutes < minimumMinutes || minutes > maximumMinutes) {
      throw new EffectError('lifetimeOutOfRange', 'outside the range of the tenant');
    }
    const account = this.accountOf(id);
    const number = this.secrets.length + 1;
    const secret = `+Pass#${String(number)}/${'s3cr3t'.repeat(2)}`;
    const issuedAt = account.clock.now();
    const expiresAt = issuedAt + minutes * MINUTE;
    this.secrets.push(secret);
    account.pass = { id: `pass-${String(number)}`, secret, issuedAt, expiresAt };
    account.wrote(`issue ${String(minutes)}`);
    return { methodId: account.pass.id, secret: Secret.of(secret), issuedAt, expiresAt, requestId: `graph-${number}` };
  }

  async remove(_tenantId: ObjectId, id: ObjectId, methodId: string): Promise<'removed' | 'alreadyGone'> {
    const account = this.accountOf(id);
    if (account.pass?.id !== methodId) return 'alreadyGone';
    account.pass = undefined;
    account.wrote('removePass');
    return 'removed';
  }
}

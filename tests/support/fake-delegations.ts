import type { Secret } from '../../platform/secret';
import type { Delegation } from '../../recovery/delegation';
import type { DelegationFacts, DelegationMails, Delegations } from '../../recovery/delegations';
import { RecoveryError } from '../../recovery/errors';
import type { ContactPoint } from '../../recovery/ports';
import type { ObjectId } from '../../recovery/terms';

/** Who stands in for whom, in memory. */
export class FakeDelegations implements Delegations {
  readonly rows = new Map<string, Delegation | 'forged'>();

  async of(tenantId: ObjectId, manager: ObjectId): Promise<Delegation | undefined> {
    const row = this.rows.get(`${tenantId}|${manager}`);
    if (row === 'forged') throw new RecoveryError('integrity', 'the row does not hold');
    return row;
  }

  async put(tenantId: ObjectId, manager: ObjectId, delegation: Delegation): Promise<void> {
    this.rows.set(`${tenantId}|${manager}`, delegation);
  }

  async remove(tenantId: ObjectId, manager: ObjectId): Promise<void> {
    this.rows.delete(`${tenantId}|${manager}`);
  }

  /** As after somebody wrote into this row who is not the product. */
  forge(tenantId: ObjectId, manager: ObjectId): void {
    this.rows.set(`${tenantId}|${manager}`, 'forged');
  }
}

/** Mails to managers about their stand-in. */
export class FakeDelegationMails implements DelegationMails {
  readonly sent: { readonly to: Secret; readonly facts: DelegationFacts }[] = [];

  async sendNamed(_tenantId: ObjectId, to: ContactPoint, facts: DelegationFacts): Promise<void> {
    this.sent.push({ to: to.address, facts });
  }
}

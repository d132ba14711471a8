import type { Accounts } from '../../recovery/ports';
import type { ObjectId } from '../../recovery/terms';
import type { FakeAccount } from './fake-account';

/** Switching an account off, ending its sessions, and having a new password asked for. */
export class FakeAccountEffects implements Accounts {
  /** What an administrator granted. */
  granted = true;

  constructor(
    private readonly accountOf: (id: ObjectId) => FakeAccount,
    private readonly disabled: (id: ObjectId) => void,
  ) {}

  async revokeSessions(_tenantId: ObjectId, id: ObjectId): Promise<{ readonly requestId?: string }> {
    const account = this.accountOf(id);
    account.sessionsRevoked += 1;
    account.wrote('revokeSessions');
    return { requestId: 'graph-revoke' };
  }

  async disable(_tenantId: ObjectId, id: ObjectId): Promise<{ readonly requestId?: string }> {
    const account = this.accountOf(id);
    account.enabled = false;
    this.disabled(id);
    account.wrote('disable');
    return { requestId: 'graph-disable' };
  }

  async mayRequirePasswordChange(): Promise<boolean> {
    return this.granted;
  }

  async requirePasswordChange(_tenantId: ObjectId, id: ObjectId): Promise<{ readonly requestId?: string }> {
    const account = this.accountOf(id);
    account.mustChangePassword = true;
    account.wrote('requirePasswordChange');
    return { requestId: 'graph-password' };
  }
}

import type { Secret } from '../../../platform/secret';
import type { ContactPoint } from '../../../recovery/ports';
import type { RecoveryRequest } from '../../../recovery/request';
import { FakeOutOfBand } from '../../support/fake-out-of-band';
import type { SentCode } from './evidence';

/** The channels outside Teams, which say to which number each code went. */
export class HeardOutOfBand extends FakeOutOfBand {
  constructor(private readonly sent: SentCode[]) {
    super();
  }

  override async sendCode(to: ContactPoint, request: RecoveryRequest, code: Secret, notMe: Secret): Promise<void> {
    this.sent.push({ requestId: request.id, contactId: to.id, number: to.address.reveal() });
    return super.sendCode(to, request, code, notMe);
  }
}

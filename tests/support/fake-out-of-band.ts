import type { Secret } from '../../platform/secret';
import type { NoticeKind } from '../../recovery/cards';
import type { ContactPoint, OutOfBand } from '../../recovery/ports';
import type { RecoveryRequest } from '../../recovery/request';

/** The channels outside Teams: what was sent where. */
export class FakeOutOfBand implements OutOfBand {
  readonly links: { readonly to: string; readonly link: Secret }[] = [];
  readonly notices: { readonly to: string; readonly notice: NoticeKind }[] = [];

  async sendLink(to: ContactPoint, _request: RecoveryRequest, link: Secret): Promise<void> {
    this.links.push({ to: to.id, link });
  }

  async sendNotice(to: ContactPoint, notice: NoticeKind): Promise<void> {
    this.notices.push({ to: to.id, notice });
  }

  /** The token of the link that was sent last. */
  lastToken(): string {
    const link = this.links.at(-1)?.link.reveal();
    if (link === undefined) throw new Error('no link was sent');
    return link.slice(link.lastIndexOf('/') + 1);
  }
}

import type { Secret } from '../../platform/secret';
import type { NoticeKind } from '../../recovery/cards';
import type { NoticeFacts } from '../../recovery/notice-facts';
import type { ContactPoint, OutOfBand } from '../../recovery/ports';
import type { RecoveryRequest } from '../../recovery/request';

/** The channels outside Teams: what was sent where. */
export class FakeOutOfBand implements OutOfBand {
  readonly links: { readonly to: string; readonly link: Secret }[] = [];
  /** By text message in place of an approver. */
  readonly codes: { readonly to: string; readonly code: Secret; readonly notMe: Secret }[] = [];
  /** To contacts of the employee. */
  readonly notices: { readonly to: string; readonly notice: NoticeKind }[] = [];
  /** To managers by mail: the mailbox, what happened, and whose account it is. */
  readonly mails: { readonly to: string; readonly notice: NoticeKind; readonly about: string }[] = [];
  /** What every notice carried, in the order of sending. */
  readonly carried: { readonly to: string; readonly notice: NoticeKind; readonly notMe: Secret }[] = [];

  async sendLink(to: ContactPoint, _request: RecoveryRequest, link: Secret): Promise<void> {
    this.links.push({ to: to.id, link });
  }

  async sendCode(to: ContactPoint, _request: RecoveryRequest, code: Secret, notMe: Secret): Promise<void> {
    this.codes.push({ to: to.id, code, notMe });
  }

  async sendNotice(
    to: ContactPoint,
    notice: NoticeKind,
    _request: RecoveryRequest,
    { notMe, about }: NoticeFacts,
  ): Promise<void> {
    if (about === undefined) this.notices.push({ to: to.id, notice });
    else this.mails.push({ to: to.address.reveal(), notice, about });
    this.carried.push({ to: to.id, notice, notMe });
  }

  /** The token of the link in the last notice of this kind. */
  notMeToken(notice: NoticeKind, to?: string): string {
    const link = this.carried.findLast((one) => one.notice === notice && (to ?? one.to) === one.to)?.notMe.reveal();
    if (link === undefined) throw new Error(`no notice "${notice}" was sent`);
    return link.slice(link.lastIndexOf('/') + 1);
  }

  /** The token of the link that was sent last. */
  lastToken(): string {
    const link = this.links.at(-1)?.link.reveal();
    if (link === undefined) throw new Error('no link was sent');
    return link.slice(link.lastIndexOf('/') + 1);
  }
}

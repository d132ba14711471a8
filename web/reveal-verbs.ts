import type { QrOpened } from '../recovery/open-link';
import type { Outcome, Refused, RevealOutcome } from '../recovery/outcome';
import type { Stored } from '../recovery/ports';
import type { ObjectId, RequestId } from '../recovery/terms';

/** A link that is good, and the request behind it. */
export interface LinkOpened {
  readonly kind: 'link';
  readonly stored: Stored;
}

/** A QR code of a counter that no device has opened yet. */
export interface QrUnopened {
  readonly kind: 'qr';
  readonly stored: Stored;
}

export interface ByEmployee {
  readonly tenantId: ObjectId;
  /** The employee: whoever holds the link acts as them, and as nobody else. */
  readonly presser: ObjectId;
  readonly requestId: RequestId;
}

/** The verbs of `recovery/` that the page may use, bound to their deps. */
export interface RevealVerbs {
  /** Looks only. */
  openLink(input: { readonly token: string }): Promise<LinkOpened | QrUnopened | Refused>;
  openQr(input: { readonly token: string }): Promise<QrOpened | Refused>;
  confirmIdentity(input: ByEmployee): Promise<Outcome>;
  revealPass(
    input: ByEmployee & {
      readonly code: string;
      readonly place: 'link' | 'inPerson';
      /** At a counter: generation of the QR code behind the page. */
      readonly qr?: number | undefined;
    },
  ): Promise<RevealOutcome>;
  /** "That worked": it ends without a reset. */
  cancelRequest(input: ByEmployee & { readonly solved: true }): Promise<Outcome>;
  reportFraud(input: ByEmployee & { readonly reason: string }): Promise<Outcome>;
}

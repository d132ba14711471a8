import type { Millis, ObjectId, RequestId } from './terms';

/** Which QR code of a counter a link belongs to: the code itself, or the page of the device that opened it. */
export interface QrStamp {
  readonly generation: number;
  /** Of the request; another round makes it worthless. */
  readonly round: number;
  readonly part: 'code' | 'page';
}

/** Where a one-time link leads. */
export interface LinkTarget {
  readonly tenantId: ObjectId;
  readonly requestId: RequestId;
  /** How many new links had been asked for when this one was made; absent before the first. */
  readonly number?: number;
  /** Absent on a link that went to a contact. */
  readonly qr?: QrStamp;
}

/** One-time links to the reveal page; only the hash of the token is stored. */
export interface Links {
  put(hash: string, link: LinkTarget & { readonly expiresAt: Millis }): Promise<void>;
  get(hash: string): Promise<LinkTarget | undefined>;
}

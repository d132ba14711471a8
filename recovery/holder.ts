/**
 * Whoever reads what is sent to a contact, and pressed the link in it. Nobody knows who that is, so it stands for no
 * person: it may stop things, and nothing else.
 */
export interface Holder {
  /** Whose contact it is. */
  readonly of: 'employee' | 'manager';
  readonly channel: 'email' | 'sms';
  /** Ten hex digits that stand for the contact within one request; no address can be found from them. */
  readonly contact: string;
}

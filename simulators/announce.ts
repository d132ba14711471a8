import { channel } from 'node:diagnostics_channel';

/** A question and its answer where no server stands between (nock): text and headers as they would be sent. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: object;
  readonly body: string;
  readonly status: number;
  readonly answerHeaders: object;
  readonly answer: string;
}

const exchanges = channel('latchkey.exchange');
const minted = channel('latchkey.minted');

/** For whoever listens in this process, as the search for secrets does; nobody else hears of it. */
export function announceExchange(exchange: Exchange): void {
  if (exchanges.hasSubscribers) exchanges.publish(exchange);
}

/** A pass was made: whoever searches for passes has to know which there are. */
export function announcePass(secret: string): void {
  if (minted.hasSubscribers) minted.publish({ kind: 'pass', value: secret });
}

import { activity, claims } from '../channel';
import type { Signer } from './forged-keys';
import { KEYS } from './forged-keys';

type Json = Readonly<Record<string, unknown>>;

/** One call that must not come in, and how it is answered. */
export interface ForgedCall {
  /** One line for whoever reviews the table. */
  readonly name: string;
  /** Header lines as they go over the wire, without those that every call needs. */
  readonly headers: readonly string[];
  readonly body: string | Uint8Array;
  readonly status: number;
}

const part = (json: string): string => Buffer.from(json).toString('base64url');

/** A token over exactly these texts. */
export function tokenOver(header: string, body: string, signer: Signer): string {
  const signed = `${part(header)}.${part(body)}`;
  return `${signed}.${signer(signed)}`;
}

/** The header of the channel's own tokens; `undefined` takes a parameter out. */
export const headerWith = (change: Json = {}): string =>
  JSON.stringify({ typ: 'JWT', alg: 'RS256', kid: KEYS.real.kid, x5t: KEYS.real.kid, ...change });

export const claimsWith = (change: Json = {}): string => JSON.stringify(claims(change));

/** A token of the channel itself. */
export const goodToken = (change: Json = {}): string => tokenOver(headerWith(), claimsWith(change), KEYS.real.signs);

export const bearer = (token: string): string => `Authorization: Bearer ${token}`;

let count = 0;

/** A body that Teams could have sent, never the same twice; `undefined` takes a field out. */
export const said = (change: Json = {}): Json => activity({ id: `activity-${String((count += 1))}`, ...change });

/** A forged token on a body that is good. */
export function onGoodBody(name: string, ...headers: readonly string[]): ForgedCall {
  return { name, headers, body: JSON.stringify(said()), status: 401 };
}

/** A body on a token that is good. */
export function onGoodToken(name: string, body: ForgedCall['body'], status: number, ...headers: string[]): ForgedCall {
  return { name, headers: [bearer(goodToken()), ...headers], body, status };
}

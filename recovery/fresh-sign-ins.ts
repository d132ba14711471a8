import type { Secret } from '../platform/secret';
import type { Millis, ObjectId } from './terms';

/** What a sign-in proved: claims of a token whose signature, issuer, audience, life and nonce hold. */
export interface SignInProof {
  readonly tenantId: ObjectId;
  readonly person: ObjectId;
  /** `auth_time`: when the person themselves last signed in. Absent = the token does not say. */
  readonly authTime?: Millis;
  /** `amr`. Version 2.0 tokens mostly have none: recorded, never asked for. */
  readonly methods: readonly string[];
  /** `acrs`: authentication contexts whose Conditional Access policies were met. */
  readonly contexts: readonly string[];
}

/** Where somebody is sent to sign in anew. */
export interface SignInAsked {
  readonly tenantId: ObjectId;
  readonly state: string;
  readonly nonce: Secret;
  readonly verifier: Secret;
  /** Authentication context that has to be met. */
  readonly context: string;
  /** Sign-in name, so that nobody has to type it. */
  readonly hint?: string;
}

export interface SignInAnswer {
  readonly tenantId: ObjectId;
  /** One-time code. Attacker-controlled. */
  readonly code: string;
  readonly nonce: Secret;
  readonly verifier: Secret;
}

/** Sign-ins at Entra in which the person has to prove anew who they are. */
export interface FreshSignIns {
  /** The address to send the browser to. */
  address(asked: SignInAsked): Promise<string>;
  /**
   * What the sign-in proved. Throws `EffectError`: `rejected` when the code or the token is not good, `unavailable` when
   * Entra or its keys cannot be reached, `credentialRefused` when Entra does not accept the app.
   */
  proof(answer: SignInAnswer): Promise<SignInProof>;
}

/** What a one-time code of a sign-in is worth, once, for the app that asked for it. */
export interface SignInCode {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string;
  readonly personId: string;
  /** When they signed in, in Unix seconds. */
  readonly authTime: number;
  /** Authentication context that was asked for and met. */
  readonly context?: string;
  /** Asked for in seconds: the token ends so long after the sign-in, as in the real service. */
  readonly maxAge?: number;
  /** Unix milliseconds. */
  readonly endsAt: number;
}

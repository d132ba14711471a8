import type { Secret } from '../../platform/secret';

/** What the panes let a person register. */
export const NEW_METHOD_KINDS = ['authenticator', 'phone', 'fido2'] as const;
export type NewMethodKind = (typeof NEW_METHOD_KINDS)[number];

export interface AccountMethod {
  readonly id: string;
  readonly kind: string;
  /** For people: "Microsoft Authenticator on Pixel 9". */
  readonly label: string;
}

export interface AccountPass {
  /** Whether a pass stands that could be used now. */
  readonly live: boolean;
  /** ISO 8601. */
  readonly expiresAt?: string;
}

export type Enrolled = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** What the panes need of the local Entra tenant; persons by object id. */
export interface AccountActions {
  readonly methods: (objectId: string) => Promise<readonly AccountMethod[]>;
  readonly pass: (objectId: string) => Promise<AccountPass>;
  /** Signs in with the pass as the person would, and registers a method. */
  readonly enrolWithPass: (objectId: string, pass: Secret, kind: NewMethodKind) => Promise<Enrolled>;
  /** Registers a method as an administrator would. */
  readonly giveMethod: (objectId: string, kind: NewMethodKind) => Promise<void>;
}

import type { Clock } from '../../platform/clock';
import type { Method, MethodKind } from '../../recovery/methods';
import { isStrong } from '../../recovery/methods';
import type { Millis } from '../../recovery/terms';

export interface StandingPass {
  readonly id: string;
  readonly secret: string;
  readonly issuedAt: Millis;
  readonly expiresAt: Millis;
  /** Somebody signed in with it: it is for one use. */
  readonly used?: true;
}

/** One write on the account and how it stood right after. */
export interface Written {
  readonly call: string;
  readonly at: Millis;
  readonly strong: number;
  readonly pass: boolean;
  /** Enabled, without a strong method and without a pass. */
  readonly empty: boolean;
}

const SECOND_FACTORS: ReadonlySet<MethodKind> = new Set([
  'mobilePhone',
  'alternateMobilePhone',
  'officePhone',
  'microsoftAuthenticator',
  'softwareOath',
  'hardwareOath',
]);

/**
 * One Entra account as the service sees it: what is registered, which pass stands, what blocks a deletion. Writes down
 * every write, with what the account stood on right after it.
 */
export class FakeAccount {
  enabled = true;
  methods: Method[] = [];
  defaultId: string | undefined;
  pass: StandingPass | undefined;
  sessionsRevoked = 0;
  /** A new password is asked for at the next sign-in. */
  mustChangePassword = false;
  /** Removed methods are still listed for so long. */
  lagMs = 0;
  /** Nobody knows whether a standing pass keeps the default from being deleted: both are tried. */
  passBlocksDefault = false;
  readonly writes: Written[] = [];
  readonly #lingering: { readonly method: Method; readonly until: Millis }[] = [];

  constructor(readonly clock: Clock) {}

  passStands(): boolean {
    return this.pass !== undefined && this.pass.expiresAt > this.clock.now();
  }

  isEmpty(): boolean {
    return this.enabled && !this.methods.some(isStrong) && !this.passStands();
  }

  /** Kinds that are registered, the pass left out. */
  kinds(): readonly MethodKind[] {
    return this.methods.map(({ kind }) => kind);
  }

  /** What Graph lists now: registered, removed a moment ago, and the pass. */
  listed(): readonly Method[] {
    const now = this.clock.now();
    return [...this.methods, ...this.#lingering.filter(({ until }) => until > now).map(({ method }) => method)];
  }

  /** Which rule of Graph forbids deleting this method now. */
  blocked(method: Method): 'defaultMethod' | 'orderRequired' | undefined {
    const others = this.methods.filter(({ id }) => id !== method.id);
    if (method.kind === 'mobilePhone' && others.some(({ kind }) => kind === 'alternateMobilePhone')) {
      return 'orderRequired';
    }
    if (method.id !== this.defaultId) return undefined;
    const factors = others.some(({ kind }) => SECOND_FACTORS.has(kind));
    return factors || (this.passBlocksDefault && this.passStands()) ? 'defaultMethod' : undefined;
  }

  take(method: Method): void {
    this.methods = this.methods.filter(({ id }) => id !== method.id);
    this.#lingering.push({ method, until: this.clock.now() + this.lagMs });
    if (this.defaultId === method.id) this.defaultId = undefined;
  }

  /** The employee (or somebody else) registers a method; the first strong one becomes the default. */
  enrol(method: Method): void {
    if (!this.methods.some(isStrong)) this.defaultId = method.id;
    this.methods.push(method);
  }

  /** The employee signs in with the pass. */
  usePass(): void {
    if (this.pass !== undefined) this.pass = { ...this.pass, used: true };
  }

  wrote(call: string): void {
    const strong = this.methods.filter(isStrong).length;
    const at = this.clock.now();
    this.writes.push({ call, at, strong, pass: this.passStands(), empty: this.isEmpty() });
  }

  /** The writes by name, e.g. `issue 60`, `remove mobilePhone`, `removePass`. */
  story(): readonly string[] {
    return this.writes.map(({ call }) => call);
  }

  /** Writes after which an enabled account stood with neither method nor pass. */
  emptyMoments(): readonly Written[] {
    return this.writes.filter(({ empty }) => empty);
  }
}

import { currentMac } from './mac';
import type { Method, MethodKind } from './methods';
import { isStrong } from './methods';
import type { KeyRing } from './ports';
import type { Decided, PlanItem } from './run';
import { REMOVABLE, SCOPE } from './scope';
import type { Scenario } from './terms';

/**
 * Graph refuses mobile while alternate mobile stands, so the phones go in this order; and the default while others stand:
 * which one that is nobody knows beforehand, most often it is the authenticator app.
 */
const ORDER: Readonly<Partial<Record<MethodKind, number>>> = {
  officePhone: 1,
  alternateMobilePhone: 2,
  mobilePhone: 3,
  microsoftAuthenticator: 4,
};

/** Keyed hash of what makes a method itself; the first 132 bits. */
export function fingerprint(keys: KeyRing, method: Pick<Method, 'kind' | 'identity'>): string {
  return currentMac(keys, 'method', `${method.kind}|${method.identity.reveal()}`).slice(0, 22);
}

/** Graph's id and the fingerprint: a new number under the fixed id of "mobile" is another method. */
export function methodKey(keys: KeyRing, method: Method): string {
  return `${method.id}#${fingerprint(keys, method)}`;
}

/** The methods that go: what the employee picked, else what the scenario says is gone. Never what cannot be removed. */
export function chooseMethods(
  methods: readonly Method[],
  scenario: Scenario,
  chosen: readonly string[],
): readonly Method[] {
  const wanted = (method: Method): boolean =>
    chosen.length > 0 ? chosen.includes(method.id) : SCOPE[scenario].has(method.kind);
  return methods.filter((method) => REMOVABLE.has(method.kind) && wanted(method));
}

/** Freezes the plan in the order in which Graph accepts the deletes; the default is found by its refusal and goes last. */
export function makePlan(keys: KeyRing, methods: readonly Method[]): readonly PlanItem[] {
  const items = methods.map((method): PlanItem => {
    return {
      methodId: method.id,
      kind: method.kind,
      label: method.label,
      fingerprint: fingerprint(keys, method),
      outcome: 'pending',
    };
  });
  return items.sort((a, b) => (ORDER[a.kind] ?? 0) - (ORDER[b.kind] ?? 0));
}

/** The first strong method that was not there before, if any. */
export function newStrongMethod(
  keys: KeyRing,
  methods: readonly Method[],
  before: readonly string[],
): Method | undefined {
  return methods.find((method) => isStrong(method) && !before.includes(methodKey(keys, method)));
}

/**
 * Strong methods that stand. Entra lists a removed one for minutes: what was removed for this request does not count, nor
 * what may have been removed in a gap that was cut short.
 */
export function standingStrong(
  keys: KeyRing,
  decided: Pick<Decided, 'plan' | 'gap'> | undefined,
  methods: readonly Method[],
): readonly Method[] {
  const inGap = decided !== undefined && decided.gap !== 'none';
  const removed = (decided?.plan ?? []).filter(
    ({ outcome }) => outcome === 'removed' || (inGap && outcome === 'deferred'),
  );
  const gone = new Set(removed.map((item) => `${item.methodId}#${item.fingerprint}`));
  return methods.filter((method) => isStrong(method) && !gone.has(methodKey(keys, method)));
}

/** Plan items whose method is still listed as the same method. */
export function stillListed(keys: KeyRing, plan: readonly PlanItem[], methods: readonly Method[]): readonly PlanItem[] {
  const keysNow = new Set(methods.map((method) => methodKey(keys, method)));
  return plan.filter((item) => keysNow.has(`${item.methodId}#${item.fingerprint}`));
}

import type { LogPage, SignIn, SignInAnswer } from './account-logs';
import type { Finding } from './finding';
import { finding } from './finding';
import type { Method } from './methods';
import { chooseMethods } from './plan';
import type { Signals } from './signals';
import type { Story } from './story';

/** Failed and risky sign-ins count for so long. */
const LATELY_MS = 86_400_000;

const said = (name: string | undefined): string => name?.trim().toLowerCase() ?? '';

/** True where all that it can have been is gone: one that may have been something else says nothing. */
function onlyLost(could: readonly Method[], lost: readonly Method[]): boolean {
  return could.length > 0 && could.every((method) => lost.includes(method));
}

function namedAlike(methods: readonly Method[], name: string | undefined): readonly Method[] {
  return said(name) === '' ? [] : methods.filter(({ device }) => said(device) === said(name));
}

function answeredByLost({ kinds, name }: SignInAnswer, methods: readonly Method[], lost: readonly Method[]): boolean {
  const could = methods.filter(({ kind }) => kinds.includes(kind));
  const named = namedAlike(could, name);
  return onlyLost(named.length > 0 ? named : could, lost);
}

/** What is said to be gone was used after it was gone: the device signed in, or the method answered. */
function contradicts(signIn: SignIn, methods: readonly Method[], story: Story): boolean {
  if (signIn.at <= story.lostSince) return false;
  const lost = chooseMethods(methods, story.scenario, story.chosenMethods);
  const came = signIn.outcome === 'succeeded' && onlyLost(namedAlike(methods, signIn.device), lost);
  return came || signIn.answers.some((answer) => answeredByLost(answer, methods, lost));
}

const cautious = (sentence: string): Finding =>
  finding('signIn.recent', 'unknown', 'dualApproval', `${sentence}, so two people have to approve.`);

function judged({ entries, since }: LogPage<SignIn>, methods: readonly Method[], story: Story): Finding {
  if (entries.some((one) => contradicts(one, methods, story))) {
    const sentence = 'Something that is said to be lost was used to sign in after it was lost.';
    return finding('signIn.lostDevice', 'raised', 'held', sentence);
  }
  const lately = entries.filter(({ at }) => at > story.now - LATELY_MS);
  const raised = (what: string): Finding =>
    finding('signIn.recent', 'raised', 'dualApproval', `${what} in the last 24 hours, so two people have to approve.`);
  if (lately.some(({ risky }) => risky)) return raised('Microsoft Entra saw risky sign-ins');
  if (lately.some(({ outcome }) => outcome === 'failed')) return raised('There were failed sign-ins');
  if (since > story.now - LATELY_MS) return cautious('There were more sign-ins than could be looked at');
  return finding('signIn.recent', 'ok', 'none', 'The sign-ins of the last 24 hours show nothing unusual.');
}

/** Sign-ins that contradict what is said to be lost hold a request; risky and failed ones ask for two people. */
export function signInRule({ signIns, methods, story }: Signals): Finding {
  if (signIns.kind === 'notAvailable') {
    return finding('signIn.recent', 'notAvailable', 'none', 'Recent sign-ins: not available with this licence.');
  }
  if (signIns.kind === 'unknown' || methods.kind !== 'known') return cautious('Recent sign-ins could not be read');
  return judged(signIns.value, methods.value, story);
}

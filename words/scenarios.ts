/** What a scenario is called and what it means, for people. Keys are the scenarios of `recovery/terms.ts`. */
interface ScenarioWords {
  /** In a list of choices and in facts: "I lost my phone" is said by the person, so this is neutral. */
  readonly label: string;
  /** Heading of the first card, to the employee. */
  readonly title: string;
  /** After a name: "Ada Lovelace has lost their phone." */
  readonly says: string;
  /** What goes, before the plan is known by name. For the approver. */
  readonly removes: string;
  /** What signing out means here, for the approver and the employee; empty = nobody is signed out. */
  readonly signsOut: string;
  /** What the employee should have at hand before the pass is shown. */
  readonly haveReady: readonly string[];
}

const BROWSER = 'a computer or another device with a web browser and internet';
const PHONE_READY = [
  'your new phone, switched on and online',
  BROWSER,
  'Microsoft Authenticator, installed from the app store',
];

export const SCENARIOS = {
  lostPhone: {
    label: 'Lost phone',
    title: 'You lost your phone',
    says: 'has lost their phone and cannot sign in with it.',
    removes: 'The sign-in methods on that phone are removed: authenticator apps and the mobile number.',
    signsOut: 'Signed out everywhere once the new method is in place.',
    haveReady: PHONE_READY,
  },
  newPhone: {
    label: 'New phone',
    title: 'You have a new phone',
    says: 'has a new phone and can no longer sign in with the old one.',
    removes: 'The sign-in methods on the old phone are removed: authenticator apps and the mobile number.',
    signsOut: '',
    haveReady: PHONE_READY,
  },
  stolenPhone: {
    label: 'Stolen phone',
    title: 'Your phone was stolen',
    says: 'reports that their phone was stolen.',
    removes: 'The sign-in methods on that phone are removed: authenticator apps and the mobile number.',
    signsOut: 'Signed out everywhere at once, except where the pass still has to appear.',
    haveReady: PHONE_READY,
  },
  appBroken: {
    label: 'Authenticator app does not work',
    title: 'Your authenticator app does not work',
    says: 'cannot sign in because their authenticator app does not work.',
    removes: 'Microsoft Authenticator is removed. Other methods stay.',
    signsOut: '',
    haveReady: ['your phone, with Microsoft Authenticator newly installed', BROWSER],
  },
  lostKey: {
    label: 'Lost security key',
    title: 'You lost your security key',
    says: 'has lost their security key.',
    removes: 'The security key or hardware token is removed. Other methods stay.',
    signsOut: '',
    haveReady: ['your new security key, or the phone or laptop you will use instead', BROWSER],
  },
  lockedOut: {
    label: 'Everything is gone',
    title: 'You have no way to sign in',
    says: 'has no working way to sign in.',
    removes: 'All sign-in methods are removed that Microsoft lets go.',
    signsOut: 'Signed out everywhere once the new method is in place.',
    haveReady: ['the phone, key or laptop you will sign in with from now on', BROWSER],
  },
  suspicious: {
    label: 'Suspicious sign-in',
    title: 'You noticed a suspicious sign-in',
    says: 'noticed a suspicious sign-in.',
    removes: 'Nothing is removed for a suspicious sign-in.',
    signsOut: '',
    haveReady: [],
  },
} as const satisfies Readonly<Record<string, ScenarioWords>>;

export type ScenarioKey = keyof typeof SCENARIOS;

/** The words of one scenario, with every field typed as text. */
export function scenarioWords(scenario: ScenarioKey): ScenarioWords {
  return SCENARIOS[scenario];
}

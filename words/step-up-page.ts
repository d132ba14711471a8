/** The page on which an approver signs in anew. */
export const STEP_UP_ASK = {
  heading: 'Sign in to approve',
  pressed: 'You pressed “Approve” in Teams for this request:',
  request: 'Request',
  why: 'Your organisation asks you to sign in again first, with your second step. It takes a minute.',
  button: 'Sign in with Microsoft',
  notYou:
    'You did not press “Approve” just now? Then somebody else did, or sent you here. Do not sign in. Close this page, and press “This is fraud” on the card in Teams, or call your security team.',
} as const;

export const STEP_UP_DONE = {
  heading: 'You have signed in',
  next: 'Go back to Teams and press “Approve” again. You can close this page.',
  minutes: (minutes: number): string =>
    minutes === 1
      ? 'Your sign-in counts for one minute, for this request.'
      : `Your sign-in counts for ${String(minutes)} minutes, for this request.`,
  nothing: 'Nothing is approved yet.',
} as const;

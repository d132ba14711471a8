/**
 * How to sign in with each method that lets somebody in, in one sentence. Keys are the kinds of the domain. Names in
 * quotation marks are those on Microsoft's sign-in page.
 */
export const METHOD_HOW = {
  fido2: 'choose “Face, fingerprint, PIN or security key” and use the key or the passkey.',
  windowsHelloForBusiness:
    'on that computer choose “Face, fingerprint, PIN or security key” and look, touch or type its PIN.',
  platformCredential: 'on that Mac choose “Face, fingerprint, PIN or security key” and use Touch ID or its password.',
  microsoftAuthenticator: 'open the app on the device that has it, and type there the number that the sign-in shows.',
  softwareOath: 'choose “Use a verification code” and type the six digits that the app shows.',
  hardwareOath: 'choose “Use a verification code” and type the digits that the token shows.',
  mobilePhone: 'choose “Text” beside this number and type the code that arrives.',
  alternateMobilePhone: 'choose “Call” beside this number, answer, and press #.',
  officePhone: 'choose “Call” beside this number, answer the phone on your desk, and press #.',
  externalAuthenticationMethod: 'choose it by its name and do what its page says.',
  qrCodePin: 'scan your QR code on the sign-in page of a shared device and type its PIN.',
} as const;

/** Where the organisation has a sign-in page of its own, which nobody here can look into. */
export const FEDERATED = {
  title: 'Your organisation’s own sign-in may still work',
  intro: 'Your account signs in on a page of your organisation, which may not need what is gone:',
  steps: [
    'Open aka.ms/mysecurityinfo in a private window and type your work address. Let it lead you to that page; follow no link that somebody sends you.',
    'Sign in there with any way that it offers and that you still have: another app, a card, a key or a code.',
    'If that lets you in, replace what is gone yourself and press the button below. If it does not, go on further down: nothing was removed.',
  ],
} as const;

/**
 * For whoever never had a draft, because somebody else asked. What is registered is not said: the page behind a link is
 * open to whoever has the link.
 */
export const TRY_FIRST = {
  title: 'Try first',
  intro:
    'Does one of these still work for you? Then nothing has to be reset: sign in with it at aka.ms/mysecurityinfo and replace what is gone yourself.',
  ways: {
    windowsHelloForBusiness: 'Windows Hello',
    platformCredential: 'A Mac of your organisation',
    fido2: 'A security key or a passkey',
    microsoftAuthenticator: 'The Authenticator app on another device',
    alternateMobilePhone: 'A second number',
    officePhone: 'The phone on your desk',
  },
  way: (name: string, how: string): string => `${name}: ${how}`,
  askThem:
    'Ask them first what still works: the face or the PIN of a laptop, a security key, a second number, the app on another device. Whoever can sign in with one of these needs no reset.',
  worked: 'That worked, thank you',
} as const;

/** Somebody has a new phone, and the old one too: nothing has to be reset. */
export const OLD_PHONE = {
  advice:
    'Good: then nothing has to be reset, and I open nothing. At a computer go to aka.ms/mysecurityinfo and sign in with the old phone. Press “Add sign-in method”, choose Microsoft Authenticator and follow it on the new phone. Try the new one once, and only then delete the old one in the list.',
  suggestions: [{ title: 'The old one does not work', says: 'My old phone does not work' }],
} as const;

/** The first card: what is wrong, what would go, and whether it is needed at all. */
export const DRAFT = {
  area: 'Account recovery',
  ownLead: 'Nothing is sent or changed until you confirm.',
  stillWorksTitle: 'You may not need this',
  stillWorks: 'These still work. Sign in with one of them at aka.ms/mysecurityinfo and replace what is gone yourself:',
  methodHow: (method: string, how: string): string => `${method}: ${how}`,
  willGoTitle: 'Will be removed',
  willGoNothing: 'Nothing that is registered fits. Press Change to choose.',
  undone: 'Only after approval. It cannot be undone.',
  numberStays:
    'Microsoft Entra keeps the mobile number for as long as the alternate one stands. If that one is gone too, press Change and tick both.',
  willStayTitle: 'Stays as it is',
  nextTitle: 'What happens next',
  nextOwn: [
    'Your manager, or whoever stands in, is asked to confirm that it is you.',
    'They call you or meet you. You tell them a number; they read a code back to you.',
    'You get a pass that works once, and add your new method with it.',
  ],
  nextOther: [
    'The employee confirms that it is them.',
    'Their manager, or whoever stands in, checks by a call or in person.',
    'The pass appears to the employee only. You will see how it goes, nothing secret.',
  ],
  nextCounter: [
    'The employee comes to a counter with an ID. A colleague of yours, not you, attends to them there.',
    'Their manager and security each check: one of them in person or on video.',
    'The pass appears on the employee’s own device, by a QR code. You will see how it goes, nothing secret.',
  ],
  placeCounter: 'Their numbers appear on the attendant’s screen, the pass on their own device.',
  otherTitle: 'Recovery for a colleague',
  otherLead: (name: string): string => `You are asking for ${name}. Nothing is sent until you confirm.`,
  placeTeams: 'Your number and your pass appear in this chat, to you only.',
  placeTeamsOther:
    'Their number and their pass appear in their own chat, to them only. If they cannot use Teams, press Change.',
  placeAsked:
    'They have to say “Yes, this is me” in their own chat first; nobody else is asked before. If they cannot use Teams, they call the IT helpdesk.',
  placeLink: (contact: string): string =>
    `The number and the pass appear on a page behind a link that goes to ${contact}.`,
  placeChoose: 'Press Change to choose where the number and the pass appear.',
  until: (when: string): string => `This form is good until ${when}.`,
  labels: {
    person: 'For',
    what: 'What happened',
    proof: 'Recognised by',
    ticket: 'Ticket',
  },
  summary: (title: string): string => `${title}: please check and confirm`,
} as const;

/** The card behind “Change”. */
export const REVIEW = {
  title: 'Change your request',
  lead: 'Change what does not fit, then confirm. Nothing is sent before that.',
  scenario: 'What happened?',
  scenarioError: 'Please choose what happened.',
  methods: 'What is gone? Ticked methods will be removed. This cannot be undone.',
  lostAt: 'When did you last have it?',
  lostAtError: 'Please choose when you last had it.',
  lostAtUnsure: 'I am not sure',
  methodsError: 'Please choose what is gone.',
  delivery: 'Where should your number and the pass appear?',
  deliveryError: 'Please choose a place.',
  deliveryTeams: 'In this chat',
  deliveryLink: (channel: string, contact: string): string => `One-time link by ${channel} to ${contact}`,
  details: 'Anything your approver should know? (optional)',
  detailsError: 'Please keep it under 300 characters.',
  detailsPlaceholder: 'For example: I am at the Bergen office until noon',
  summary: 'Change your request',
} as const;

/** The same card, where the request is about somebody else. */
export const REVIEW_OTHER = {
  title: 'Change this request',
  lostAt: 'When did they last have it?',
  lostAtError: 'Please choose when they last had it.',
  lostAtUnsure: 'Not known',
  delivery: 'Where should their number and their pass appear?',
  deliveryTeams: 'In their own chat',
  deliveryCounter: 'At a counter of ours, in person',
  details: 'Anything the approver should know? (optional)',
  detailsPlaceholder: 'For example: they are at the Bergen office until noon',
  summary: 'Change this request',
} as const;

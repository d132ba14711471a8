/** Cards of the helpdesk. They never hold a number, a code or a pass. */
export const OPEN_FOR = {
  title: 'Open a recovery for somebody',
  lead: 'Recognise the person first. What you enter is recorded with your name.',
  leadColleague:
    'They are asked in their own chat with me whether they want it, and nobody else before that. If they cannot use Teams, they call the IT helpdesk.',
  fromMessage: 'The address is that of whoever wrote the message. Please check that it is the right person.',
  person: 'Work e-mail address',
  personPlaceholder: 'name@example.com',
  personError: 'Please enter the work e-mail address.',
  proof: 'How did you recognise them?',
  proofError: 'Please choose how you recognised them.',
  place: 'Where can they be shown something?',
  placeError: 'Please choose a place.',
  ticket: 'Ticket number',
  ticketPlaceholder: 'For example INC0012345',
  ticketError: 'Please enter the ticket number.',
  after: 'You see what will happen before anything is sent. You will not see the number, the code or the pass.',
  summary: 'Open a recovery for somebody',
} as const;

/** Somebody writes about somebody else, and does not say about whom. */
export const FOR_WHOM = {
  title: 'For somebody else',
  text: 'Fill in the form, or write “open for” and their work e-mail address, for example: open for kim@contoso.com. They have to say “Yes, this is me” in their own chat with me first. If they cannot use Teams, they call the IT helpdesk.',
  form: 'Fill in the form',
} as const;

interface FormWords {
  readonly title: string;
  readonly lead: string;
  /** Label of the text field. */
  readonly field: string;
}

/** What a helpdesk verb asks for before it acts. */
export const HELPDESK_FORMS = {
  'helpdesk.cancel': {
    title: 'Cancel this request?',
    lead: 'The employee and the approver are told.',
    field: 'Reason',
  },
  'helpdesk.remind': { title: 'Send a reminder?', lead: 'The approver gets a new message.', field: 'Reason' },
  'helpdesk.reassign': {
    title: 'Ask somebody else',
    lead: 'Only people who may approve for this employee are listed. The old card and number stop working.',
    field: 'Reason',
  },
  'helpdesk.note': { title: 'Add a note', lead: 'It is kept in the audit trail with your name.', field: 'Note' },
  'helpdesk.hold': { title: 'Put on hold?', lead: 'Nothing happens until somebody else releases it.', field: 'Reason' },
  'helpdesk.release': {
    title: 'Release the hold?',
    lead: 'The approvers are asked anew. Whoever opened the request cannot release it.',
    field: 'Reason',
  },
  'helpdesk.escalate': {
    title: 'Escalate this request?',
    lead: 'The next people who may approve are asked as well.',
    field: 'Reason',
  },
  'helpdesk.incident': {
    title: 'Report this as fraud?',
    lead: 'Everything stops at once and the security team is told. If methods were removed, the account is switched off.',
    field: 'Reason',
  },
  'helpdesk.lift': {
    title: 'Lift the shield?',
    lead: 'New requests for this employee become possible. Lift it only when security has finished its check.',
    field: 'Reason',
  },
  'helpdesk.pause': {
    title: 'Pause all recoveries?',
    lead: 'Every effect on every account stops at once: passes, removals, and the securing of accounts after a fraud report too.',
    field: 'Reason',
  },
  'helpdesk.resume': {
    title: 'Start recoveries again?',
    lead: 'Everything that is owed goes on by itself, also the securing of accounts.',
    field: 'Reason',
  },
} as const satisfies Readonly<Record<string, FormWords>>;

export const FORM = {
  fieldError: 'Please write a few words.',
  placeholder: 'No passwords, codes or numbers here',
  approver: 'Who should be asked?',
  approverError: 'Please choose a person.',
} as const;

export const STATUS = {
  account: 'Account',
  asked: 'Asked',
  notAsked: 'nobody yet',
  awaits: 'Still open',
} as const;

interface TitleByReader {
  readonly employee: string;
  readonly requester: string;
  readonly attendant: string;
  readonly approver: string;
}

const everybody = (title: string): TitleByReader => ({
  employee: title,
  requester: title,
  attendant: title,
  approver: title,
});

/** Heading of a request's card. Keys are the states of `recovery/terms.ts`. */
export const STATE_TITLES = {
  awaitingApproval: {
    employee: 'Waiting for approval',
    requester: 'Waiting for approval',
    attendant: 'Waiting for approval',
    approver: 'Your decision is needed',
  },
  approved: {
    employee: 'Approved: your pass is ready',
    requester: 'Approved',
    attendant: 'Approved',
    approver: 'Read this code out now',
  },
  revealed: {
    employee: 'Now add your new method',
    requester: 'The pass was shown',
    attendant: 'The pass was shown',
    approver: 'Approved and under way',
  },
  completed: { employee: 'You are back in', requester: 'Completed', attendant: 'Completed', approver: 'Completed' },
  refused: everybody('Not possible'),
  denied: everybody('Not approved'),
  cancelled: everybody('Cancelled'),
  expired: everybody('The time ran out'),
  held: everybody('On hold'),
  failed: everybody('Not finished yet'),
  incident: everybody('Stopped for safety'),
} as const satisfies Readonly<Record<string, TitleByReader>>;

/** The state in two or three words: status lines, summaries, the helpdesk's list. */
export const STATE_NAMES = {
  awaitingApproval: 'Waiting for approval',
  approved: 'Approved, pass not shown yet',
  revealed: 'Pass shown, new method awaited',
  completed: 'Completed',
  refused: 'Not possible',
  denied: 'Not approved',
  cancelled: 'Cancelled',
  expired: 'Time ran out',
  held: 'On hold',
  failed: 'Not finished',
  incident: 'Security incident',
} as const;

/** Who is asked, as the employee and as others say it. */
export const APPROVER_GROUPS = {
  manager: { employee: 'your manager', others: 'the manager' },
  duty: { employee: 'an approver on duty', others: 'an approver on duty' },
  security: { employee: 'the security team', others: 'the security team' },
} as const;

/** After a name: whom the manager named for their leave, and who was asked as well since. */
export const STANDS_IN = { employee: 'in place of your manager', others: 'in place of the manager' } as const;

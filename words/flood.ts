/**
 * To security, once in a window. Others are not slowed by any of these, and each says so or says what happens to them.
 * People are named as whoever calls this names them.
 */
export const FLOOD = {
  requester: (person: string): string =>
    `Security: ${person} has opened as many requests as one person may for now, and tried again. Further ones are refused; nobody else is slowed. Speak with them by another way than Teams: somebody else may be in their session.`,
  agent: (person: string): string =>
    `Security: ${person} of the helpdesk has opened as many requests for others as one person may for now, and tried again. Further ones are refused; nobody else is slowed. Speak with them by another way than Teams: somebody else may be in their session.`,
  employee: (person: string): string =>
    `Security: there were as many requests about ${person} as there may be for now, and one more was tried. Further ones are refused. Speak with them by another way than Teams: somebody may be after their account.`,
  approver: (person: string): string =>
    `Security: ${person} got as many approval cards as one person is asked for now. Further requests that would go to them are put to two people, one on duty and one of security.`,
  cause: (person: string, cause: string): string =>
    `Security: ${cause} has caused more approval cards for ${person} within an hour than one person is shown. ${person} gets no further one of them: they are put to two people, one on duty and one of security. Somebody may be trying to wear ${person} down.`,
  tenant: (): string =>
    'Security: more requests were opened in your organisation than there may be for now. Further ones are held for you, and nobody else gets a card for them. Write “open” to see them. If many people lost their methods at once, whoever runs Latchkey can raise the cap.',
} as const;

/** A stolen phone whose owner uses Teams: the chat shows the pass for a while, then it appears elsewhere. */
export const MOVED = {
  until: (when: string): string =>
    `This chat can show your pass until ${when}. Then you are signed out everywhere, because your phone was stolen, and the pass appears elsewhere.`,
  /** For the helpdesk, above the state. */
  note: 'A stolen phone: the pass moved away from Teams.',
  employee: {
    link: (contact: string): string =>
      `The time of this chat is over: you are signed out everywhere, because your phone was stolen. Your pass now appears behind a link that goes to ${contact}. Ask whoever approved for a new code.`,
    inPerson:
      'The time of this chat is over: you are signed out everywhere, because your phone was stolen. No contact of yours can carry a link, so come to a counter of your helpdesk with an ID. Two people confirm there that it is you.',
  },
  others: {
    link: (name: string, contact: string): string =>
      `${name} was not shown the pass in Teams in time, so their sessions end. It now appears behind a link that goes to ${contact}; the code from before is dead.`,
    inPerson: (name: string): string =>
      `${name} was not shown the pass in Teams in time, so their sessions end. No contact can carry a link: it now appears at a counter, and two people decide anew.`,
  },
} as const;

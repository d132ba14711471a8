/** On everybody’s card while security has stopped all effects. Keys are the readers. */
export const PAUSED = {
  employee:
    'Your security team has stopped all recoveries for the moment. Nothing is lost: your request goes on by itself when they start again, and this card then says so. If you cannot wait, call your IT helpdesk.',
  others:
    'The security team has stopped all recoveries for the moment. Nothing is lost, and you need do nothing: it goes on by itself when they start again. Until then no account is changed, and no pass can be shown.',
} as const;

/** The switch of security: its card, and what helpdesk and security are told when it was turned. */
export const STOP = {
  area: 'Recoveries',
  paused: 'Recoveries are paused',
  running: 'Recoveries run',
  unclear: 'Recoveries are paused: the record of the switch does not hold',
  pausedLead:
    'No pass is made, nothing is removed, nobody is signed out or switched off, on any account of this organisation. That also holds for accounts reported as fraud: secure them by hand in Microsoft Entra. Requests can be opened and decided; they wait.',
  unclearLead:
    'Somebody or something changed the record of the switch in storage, so nothing is done to any account. Run “npm run audit -- verify”, look at who can write to the storage account, then start again.',
  runningLead: 'Passes and removals go on as decided. Pause stops all of them at once.',
  since: 'Since',
  by: 'By',
  reason: 'Reason',
  itself: 'Latchkey, at its start',
  toldPaused: (by: string, reason: string): string =>
    `Recoveries are paused by ${by}: “${reason}”. Nothing is done to any account until security starts again with “resume”. Requests can be opened and wait; nothing is lost. Accounts that were reported as fraud have to be secured by hand in Microsoft Entra.`,
  toldResumed: (by: string, reason: string): string =>
    `Recoveries go on, says ${by}: “${reason}”. Everything that waited goes on by itself.`,
} as const;

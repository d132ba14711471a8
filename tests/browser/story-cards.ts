import { card, execute } from '../simulators/teams/harness';

/** Cards of a small recovery, in the shapes that the product's cards have. */

const run = (text: string, more: object = {}) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text, ...more }],
});

const head = (title: string, tone = 'accent') => ({
  type: 'Container',
  style: tone,
  bleed: true,
  items: [
    { type: 'TextBlock', text: 'Account recovery · LK-7F3K9Q', size: 'Small', isSubtle: true },
    { type: 'TextBlock', text: title, style: 'heading', size: 'Large', weight: 'Bolder', spacing: 'None', wrap: true },
  ],
});

const facts = (...rows: readonly (readonly [string, string])[]) =>
  rows.map(([label, value]) => ({
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width: '104px', items: [{ type: 'TextBlock', text: label, isSubtle: true, wrap: true }] },
      { type: 'Column', width: 'stretch', items: [run(value)] },
    ],
  }));

const digits = (id: string, label: string, text: string, hint: string) => ({
  type: 'Container',
  style: 'emphasis',
  spacing: 'Medium',
  items: [
    { type: 'TextBlock', text: label, horizontalAlignment: 'Center', wrap: true },
    {
      type: 'TextBlock',
      id,
      text,
      size: 'ExtraLarge',
      weight: 'Bolder',
      fontType: 'Monospace',
      horizontalAlignment: 'Center',
    },
    { type: 'TextBlock', text: hint, isSubtle: true, wrap: true, horizontalAlignment: 'Center' },
  ],
});

const numberInput = (id: string, label: string) => ({
  ...{ type: 'Input.Text', id, label, isRequired: true, errorMessage: 'Type the digits you see.', style: 'Tel' },
  spacing: 'Medium',
});

const buttons = (...actions: readonly object[]) => ({ type: 'ActionSet', spacing: 'Medium', actions });

const body = (...elements: readonly object[]) => ({ ...card('', []), body: elements });

export const DRAFT = body(
  head('You lost your phone'),
  run('These sign-in methods will go. This cannot be undone.'),
  ...facts(
    ['Goes', 'Microsoft Authenticator on Pixel 9'],
    ['', 'Phone +47 ••• •• 312'],
    ['Stays', 'Windows Hello on this laptop'],
  ),
  buttons(
    execute('request.confirm', { title: 'Confirm and ask', style: 'positive', data: { token: 'd' } }),
    execute('request.cancel', { title: 'Cancel', data: { token: 'd' } }),
  ),
);

export const WAITING = body(
  head('Marcus Lind is asked'),
  digits('matchNumber', 'When he calls, tell him this number', '417', 'He types it to show that he spoke with you.'),
  ...facts(['Asked', 'Marcus Lind, your manager'], ['Expires', '13:00']),
  buttons(execute('request.cancel', { title: 'Cancel request', data: { token: 'w' } })),
);

export const APPROVAL = body(
  head('Ada Berg lost her phone', 'warning'),
  run('Call her on a number you already know: not the lost phone, not by chat, not by a Teams call.', {
    weight: 'Bolder',
  }),
  ...facts(['Will go', 'Authenticator app, phone +47 ••• •• 312'], ['Asked', '09:02, from Oslo'], ['Expires', '13:00']),
  buttons(
    execute('approval.approve', { title: 'Approve', style: 'positive', data: { token: 'a' } }),
    execute('approval.deny', { title: 'Deny', style: 'destructive', data: { token: 'a' } }),
    execute('approval.notMine', { title: 'Not mine to decide', data: { token: 'a' } }),
  ),
);

const way = (verifiedBy: string, title: string) =>
  execute('approval.confirmApprove', { title, style: 'positive', data: { token: 'c', verifiedBy } });

export const CONFIRM = body(
  head('How did you recognise Ada Berg?'),
  numberInput('matchNumber', 'The three digits she sees'),
  buttons(way('inPerson', 'In person'), way('videoCall', 'Video call'), way('knownNumber', 'I called a number I know')),
  buttons(execute('approval.back', { title: 'Back', associatedInputs: 'none', data: { token: 'c' } })),
);

export const RELEASE = body(
  head('Approved', 'good'),
  digits(
    'releaseCode',
    'Read these six digits out to Ada',
    '203 518',
    'Good for 15 minutes. Never write them in a chat.',
  ),
  buttons(execute('approval.withdraw', { title: 'Withdraw approval', style: 'destructive', data: { token: 'r' } })),
);

export const READY = body(
  head('Marcus Lind approved', 'good'),
  run('He reads six digits out to you. Type them here to see your pass.'),
  numberInput('releaseCode', 'Six digits'),
  buttons(execute('pass.reveal', { title: 'Show my pass', style: 'positive', data: { token: 'p' } })),
);

export const REVEALED = body(
  head('Your pass', 'good'),
  digits('pass', 'Temporary Access Pass', 'q7#Lm2x&K9r', 'Single use, until 09:34. Shown once.'),
  run('Nobody, not even your manager, needs this pass.', { weight: 'Bolder' }),
);

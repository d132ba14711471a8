export interface Section {
  readonly heading: string;
  readonly sentences: readonly string[];
}

export interface Document {
  readonly heading: string;
  readonly sections: readonly Section[];
}

/** What the product keeps, why and for how long. Say here only what the code does. */
export const PRIVACY: Document = {
  heading: 'Privacy',
  sections: [
    {
      heading: 'Who is responsible',
      sentences: [
        'Latchkey is run by your own organisation, in its own cloud subscription. Your organisation decides about your data; its helpdesk or privacy office answers questions.',
      ],
    },
    {
      heading: 'What is kept',
      sentences: [
        'Each recovery request: who asked, for whom, who approved or refused, when, how you were recognised, and which sign-in methods were removed.',
        'When an approver signed in again, where your organisation asks for it, and by which kinds of proof.',
        'Words that people typed as a reason or a detail.',
        'When a phone number or an e-mail address was first seen on an account or in its entry in the directory, as a keyed hash and not as the number itself: of people for whom a recovery was begun, and, looked at once a day unless your organisation switched it off, of people who have used Latchkey or are in a group that your organisation chose. Of the last two it is removed 30 days after that ends, unless your organisation set another number up to 90.',
        'That you have used Latchkey, or were in such a group, for as long as your contacts are looked at.',
        'Of people for whom a recovery was begun, the phone numbers and e-mail addresses that are registered for their account, encrypted: when one is replaced, its owner still hears of recoveries for some days, in case it was somebody else who replaced it. It is erased then: after seven days, unless your organisation set another number from 0 to 30. With 0 none is kept.',
        'Which numbers and e-mail addresses a notice went to, with most of each hidden.',
      ],
    },
    {
      heading: 'What is never kept',
      sentences: [
        'The Temporary Access Pass, the match number and the release code are stored nowhere and written to no log.',
        'No page loads anything from other sites or measures anything. The only cookie is set while an approver signs in again: it lasts ten minutes and says that the same browser has come back.',
      ],
    },
    {
      heading: 'Where else data goes',
      sentences: [
        'To Microsoft Entra and Microsoft Teams of your organisation, and to its mail or SMS service when a link or a notice is sent to you.',
        'To whoever is asked to approve: your name, position, account and photo as the directory of your organisation has them.',
      ],
    },
    {
      heading: 'How long, and your rights',
      sentences: [
        'The audit trail is kept as long as your organisation has to keep security records. Names stand apart from it and can be erased without breaking it.',
        'Ask your organisation to see, correct or erase what is kept about you.',
      ],
    },
  ],
};

export const TERMS: Document = {
  heading: 'Terms of use',
  sections: [
    {
      heading: 'What it is for',
      sentences: [
        'Latchkey gives employees who lost a sign-in method their own account back. Use it for your own account, or to help a colleague who asked you to.',
      ],
    },
    {
      heading: 'What you must not do',
      sentences: [
        'Do not open or approve a request for somebody whom you have not recognised, and do not pass on a link, a number, a code or a pass.',
        'Requests that are not genuine are reported to the security team.',
      ],
    },
    {
      heading: 'What is recorded',
      sentences: ['Every step is recorded in an audit trail that your organisation can read.'],
    },
    {
      heading: 'Who answers',
      sentences: [
        'Your organisation provides this service, and its own rules for the use of IT apply. Questions go to your helpdesk.',
      ],
    },
  ],
};

import { drawDraft, drawReview } from '../../cards/draw-draft';
import { contactKind, linkGoes, notOfferedLines, notTheLink } from '../../cards/link-places';
import type { NotOffered } from '../../recovery/contacts';
import type { LinkDelivery } from '../../recovery/facts';
import * as content from './card-content';
import { draftCardView, draftView } from './sample-cards';
import { ADA, KAY, NOW } from './sample-requests';

const DAY = 86_400_000;
const mail = { kind: 'email', channel: 'email' } as const;
const phone = { kind: 'mobilePhone', channel: 'sms', masked: '+47 ••• •• 312' } as const;

describe('when a contact carries no link', () => {
  it.each<readonly [NotOffered, string]>([
    [{ ...phone, why: 'onLostDevice' }, 'the mobile number +47 ••• •• 312 is on the phone that is gone.'],
    [{ ...mail, why: 'ownMailbox' }, 'the e-mail address is the account’s own mailbox.'],
    [{ ...mail, why: 'maybeOwnMailbox' }, 'the e-mail address may be the account’s own mailbox.'],
    [{ ...mail, why: 'channelOff' }, 'the e-mail address cannot be used: your organisation sends no links that way.'],
    [{ ...mail, why: 'unread' }, 'the e-mail address could not be looked up. It may be offered in a few minutes.'],
    [{ ...mail, why: 'registered', at: NOW - 2 * DAY }, 'the e-mail address was registered 2 days ago.'],
    [{ ...mail, why: 'firstSeen', at: NOW - 2 * DAY }, 'the e-mail address was first seen 2 days ago.'],
    [
      { ...mail, why: 'changed', at: NOW - 3 * DAY },
      'the e-mail address was changed: this one was first seen 3 days ago.',
    ],
    [
      { ...mail, why: 'changedSince', at: NOW - 300_000 },
      'the e-mail address was changed after Latchkey looked 5 minutes ago.',
    ],
    [
      { ...mail, why: 'othersChanged', at: NOW - 3_600_000 },
      'the e-mail address may be new: sign-in methods of this account were changed an hour ago.',
    ],
    [
      { kind: 'directory', channel: 'email', why: 'unread' },
      'a contact in the directory could not be looked up. It may be offered in a few minutes.',
    ],
    [{ ...mail, why: 'notSeenYet' }, 'the e-mail address has not been seen by Latchkey for long enough.'],
  ])('says so: %p', (contact, expected) => {
    const view = draftCardView(draftView({ notOffered: [contact] }));
    expect(notOfferedLines(view)).toEqual([`Not offered: ${expected}`]);
  });
});

describe('when the places of a link are shown', () => {
  const texts = (view: ReturnType<typeof draftCardView>) => [drawDraft(view), drawReview(view)].map(content.allText);

  it('the employee reads which may get it, and of each other one why not', () => {
    const [draft, review] = texts(draftCardView(draftView()));
    expect(draft).toContain('By e-mail to the e-mail address a••@home.example.');
    for (const card of [draft, review]) {
      expect(card).toContain('Not offered: the mobile number +47 ••• •• 312 is on the phone that is gone.');
    }
  });

  it('or that there is none', () => {
    const card = drawDraft(draftCardView(draftView({ contacts: [], notOffered: [] })));
    expect(content.allText(card)).toContain('Nowhere: no phone number or e-mail address outside Teams is registered.');
  });

  it('the helpdesk reads the same by kind', () => {
    const proof = { proof: 'proof.callBack', ticket: 'INC1' };
    const draft = { ...draftView().draft, requester: KAY, employee: ADA, proof };
    const notOffered = [{ ...phone, why: 'registered', at: NOW - 2 * DAY }] as const;
    const [card, review] = texts(draftCardView(draftView({ own: false, draft, notOffered })));
    expect(card).toContain('By e-mail to the e-mail address.');
    for (const text of [card, review]) {
      expect(text).toContain('Not offered: the mobile number was registered 2 days ago.');
      expect(text).not.toContain('••');
    }
  });

  it('a colleague reads nothing of any contact, whatever was handed over', () => {
    const draft = { ...draftView().draft, requester: KAY, employee: ADA };
    for (const text of texts(draftCardView(draftView({ own: false, draft })))) {
      expect(text).not.toMatch(/Not offered|one-time link|number|e-mail|registered/i);
    }
  });
});

describe('when whoever decides is told of the link', () => {
  const link = (about: Partial<LinkDelivery>): LinkDelivery => {
    return { place: 'link', contactId: 'c', channel: 'email', masked: '•• 12', ...about };
  };

  it.each<readonly [Partial<LinkDelivery>, string]>([
    [mail, 'the e-mail address'],
    [{ kind: 'mobilePhone', channel: 'sms' }, 'the mobile number'],
    [{ kind: 'alternateMobilePhone', channel: 'sms' }, 'the other mobile number'],
    [{ channel: 'sms' }, 'a phone number'],
    [{ channel: 'email' }, 'an e-mail address'],
  ])('%p is %s', (about, expected) => {
    const delivery = link(about);
    expect(contactKind(delivery)).toBe(expected);
    for (const text of [linkGoes(delivery), notTheLink(delivery)]) {
      expect(text).toContain(expected);
      expect(text).not.toContain('••');
    }
  });

  it.each(['teams', 'inPerson'] as const)('nothing is said where the place is %s', (place) => {
    expect([linkGoes({ place }), notTheLink({ place })]).toEqual([undefined, undefined]);
  });
});

describe('when a link goes to a contact of the directory', () => {
  it.each([
    ['directoryNumber', 'sms', 'by text message to the number in the directory.'],
    ['directoryMail', 'email', 'by e-mail to the mail in the directory.'],
  ] as const)('%s is called so', (kind, channel, expected) => {
    const delivery = { place: 'link', contactId: 'directory-x', kind, channel, masked: '•••' } as const;
    expect(linkGoes(delivery)).toContain(expected);
    const contacts = [{ id: 'directory-x', kind, channel, masked: '•• 12' }];
    const card = content.allText(drawDraft(draftCardView(draftView({ contacts }))));
    expect(card).toContain(`${expected.slice(3, -1)} •• 12`);
  });
});

import type { Card } from '../../cards/card';
import { drawConfirmApprove } from '../../cards/draw-confirm';
import { drawRequest } from '../../cards/draw-request';
import { drawStatus } from '../../cards/draw-status';
import * as content from './card-content';
import { REQUESTS } from './sample-cards';
import * as sample from './sample-requests';

const PHOTO = 'data:image/png;base64,aGVsbG8=';
const { APPROVER, EMPLOYEE, REQUESTER } = sample;
const awaiting = REQUESTS['awaiting'];
const ada = sample.PEOPLE.get(sample.ADA);
if (awaiting === undefined || ada === undefined) throw new Error('no sample');

const viewWith = (photo: string | undefined, viewer = APPROVER) =>
  sample.view(awaiting, viewer, photo === undefined ? {} : { photo });
const images = (card: Card) => content.ofType(card, 'Image').map(({ url, altText }) => ({ url, altText }));

describe.each([
  ['the card that asks for a decision', drawRequest],
  ['the card on which the number is typed', drawConfirmApprove],
])('when the approver reads %s', (_what, draw) => {
  it('shows the photo of the employee, with the name in its place for who cannot see it (T19)', () => {
    expect(images(draw(viewWith(PHOTO)))).toEqual([{ url: PHOTO, altText: ada.displayName }]);
  });

  it.each([[PHOTO], [undefined]])('says name, position, department and account, with the photo %s', (photo) => {
    const words = content.runs(draw(viewWith(photo)));
    const position = [ada.jobTitle, ada.department].filter((part) => part !== undefined).join(', ');
    expect(words).toEqual(expect.arrayContaining([ada.displayName, position, ada.userPrincipalName]));
  });

  it('shows nothing in its place where there is none', () => {
    expect(images(draw(viewWith(undefined)))).toEqual([]);
  });

  it('says nothing of somebody whom the directory cannot name', () => {
    const view = { ...viewWith(PHOTO), people: new Map() };
    expect(images(draw(view))).toEqual([]);
  });
});

describe('when a photo would make a card too large for Teams', () => {
  it('is drawn without it', () => {
    const long = { ...awaiting, details: 'w'.repeat(300) };
    const photo = `data:image/png;base64,${'A'.repeat(12_000)}`;
    const card = drawRequest(sample.view(long, APPROVER, { photo }));
    expect(images(card)).toEqual([]);
    expect(content.runs(card)).toEqual(expect.arrayContaining([ada.displayName]));
  });

  it.each([
    ['2 KB on the card that asks for a decision', 2_048, drawRequest],
    ['4 KB on the card on which the number is typed', 4_096, drawConfirmApprove],
  ])('keeps one of %s', (_what, bytes, draw) => {
    const photo = `data:image/jpeg;base64,${Buffer.alloc(bytes).toString('base64')}`;
    const card = draw(sample.view({ ...awaiting, details: 'w'.repeat(300) }, APPROVER, { photo }));
    expect(images(card)).toHaveLength(1);
  });
});

describe('when anybody else reads about a request', () => {
  it.each([
    ['the employee', EMPLOYEE, drawRequest],
    ['whoever opened it', REQUESTER, drawRequest],
    ['the helpdesk', APPROVER, drawStatus],
  ] as const)('%s sees no photo', (_who, viewer, draw) => {
    expect(images(draw(viewWith(PHOTO, viewer)))).toEqual([]);
  });
});

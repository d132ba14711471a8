import { PlacedCards } from '../../bot/placed-cards';
import { awaiting, EMPLOYEE, MANAGER, TENANT } from '../support/request-builder';
import { FakeConversations } from './fake-conversations';

const request = awaiting();
const card = (activityId: string, face: string) => ({ conversationId: 'chat', activityId, face });

async function rig() {
  const conversations = new FakeConversations();
  await conversations.savePlacement(TENANT, request.id, EMPLOYEE, card('m1', 'old'));
  const stored = (viewer: string) => conversations.placement(TENANT, request.id, viewer);
  return { conversations, stored, cards: new PlacedCards(conversations, request) };
}

describe('when a message that was there was edited', () => {
  it('is known to this drawing at once, and written down with the others at its end', async () => {
    const { cards, stored } = await rig();
    await cards.edited(EMPLOYEE, card('m1', 'new'));
    expect(await cards.of(EMPLOYEE)).toMatchObject({ face: 'new' });
    expect(await stored(EMPLOYEE)).toMatchObject({ face: 'old' });
    await cards.settle();
    expect(await stored(EMPLOYEE)).toEqual(card('m1', 'new'));
  });

  it('is not forgotten by another look at what others have placed', async () => {
    const { cards, conversations } = await rig();
    await cards.edited(EMPLOYEE, card('m1', 'new'));
    await conversations.savePlacement(TENANT, request.id, 'pass', card('m1', ''));
    expect(await cards.now('pass')).toMatchObject({ face: '' });
    expect(await cards.of(EMPLOYEE)).toMatchObject({ face: 'new' });
    expect((await cards.all()).map(({ viewer, face }) => [viewer, face])).toEqual([
      [EMPLOYEE, 'new'],
      ['pass', ''],
    ]);
  });

  it('is written down once', async () => {
    const { cards, conversations } = await rig();
    await cards.edited(EMPLOYEE, card('m1', 'new'));
    await cards.settle();
    const saved = jest.spyOn(conversations, 'savePlacements');
    await cards.settle();
    expect(saved).not.toHaveBeenCalled();
  });
});

describe('when a message is new', () => {
  it('is written down at once, with what waits: lost, it would be sent twice', async () => {
    const { cards, stored } = await rig();
    await cards.edited(EMPLOYEE, card('m1', 'new'));
    await cards.save(MANAGER, card('m2', 'first'));
    expect([await stored(MANAGER), await stored(EMPLOYEE)]).toEqual([card('m2', 'first'), card('m1', 'new')]);
  });

  it('is written down at once where the message of another was taken over', async () => {
    const { cards, stored } = await rig();
    await cards.edited(MANAGER, card('draft', 'first'));
    expect(await stored(MANAGER)).toEqual(card('draft', 'first'));
  });
});

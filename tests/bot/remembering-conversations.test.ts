import { RememberingConversations } from '../../bot/remembering-conversations';
import { EMPLOYEE, NOON, TENANT } from '../support/request-builder';
import { FakeConversations } from './fake-conversations';

const REQUEST = '01J00000000000000000000000';
const CHAT = { conversationId: 'a:1', serviceUrl: 'https://teams', channelUserId: '29:1', locale: 'en-US' };
const MESSAGE = { conversationId: 'a:1', activityId: 'm1', face: 'f' };

function rig() {
  const inner = new FakeConversations();
  const clock = { at: NOON, now: () => clock.at };
  const reads = jest.spyOn(inner, 'reference');
  const looks = jest.spyOn(inner, 'placement');
  return { inner, clock, reads, looks, conversations: new RememberingConversations(inner, clock) };
}

describe('when somebody is written to again', () => {
  it('asks once where they are, and again after five minutes', async () => {
    const { inner, clock, reads, conversations } = rig();
    await inner.saveReference(TENANT, EMPLOYEE, CHAT);
    for (const minutes of [0, 4]) {
      clock.at = NOON + minutes * 60_000;
      expect(await conversations.reference(TENANT, EMPLOYEE)).toEqual(CHAT);
    }
    expect(reads).toHaveBeenCalledTimes(1);
    const moved = { ...CHAT, serviceUrl: 'https://elsewhere' };
    await inner.saveReference(TENANT, EMPLOYEE, moved);
    clock.at = NOON + 5 * 60_000;
    expect(await conversations.reference(TENANT, EMPLOYEE)).toEqual(moved);
  });

  it('keeps asking while nothing is known', async () => {
    const { inner, conversations } = rig();
    expect(await conversations.reference(TENANT, EMPLOYEE)).toBeUndefined();
    await inner.saveReference(TENANT, EMPLOYEE, CHAT);
    expect(await conversations.reference(TENANT, EMPLOYEE)).toEqual(CHAT);
  });

  it('goes by what it saved itself from then on', async () => {
    const { inner, reads, conversations } = rig();
    await conversations.saveReference(TENANT, EMPLOYEE, CHAT);
    const moved = { ...CHAT, conversationId: 'a:2' };
    await conversations.saveReference(TENANT, EMPLOYEE, moved);
    expect(await conversations.reference(TENANT, EMPLOYEE)).toEqual(moved);
    expect(await inner.reference(TENANT, EMPLOYEE)).toEqual(moved);
    expect(reads).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['conversationId', 'a:2'],
    ['serviceUrl', 'https://elsewhere'],
    ['channelUserId', '29:2'],
    ['locale', 'de-DE'],
    ['timeZone', 'Europe/Vienna'],
  ])('writes the same reference once, and one with another %s', async (field, value) => {
    const { inner, conversations } = rig();
    await conversations.saveReference(TENANT, EMPLOYEE, CHAT);
    await conversations.saveReference(TENANT, EMPLOYEE, { ...CHAT });
    expect(inner.saves).toBe(1);
    await conversations.saveReference(TENANT, EMPLOYEE, { ...CHAT, [field]: value });
    expect(inner.saves).toBe(2);
  });

  it('keeps people of different tenants apart', async () => {
    const { conversations } = rig();
    await conversations.saveReference(TENANT, EMPLOYEE, CHAT);
    expect(await conversations.reference('another tenant', EMPLOYEE)).toBeUndefined();
  });
});

describe('when a press shows where a card is', () => {
  it('learns it where none is known', async () => {
    const { inner, conversations } = rig();
    await conversations.learnPlacement(TENANT, REQUEST, EMPLOYEE, MESSAGE);
    expect(await inner.placement(TENANT, REQUEST, EMPLOYEE)).toEqual(MESSAGE);
  });

  it('leaves a known one alone, and does not ask again', async () => {
    const { inner, looks, conversations } = rig();
    await inner.savePlacement(TENANT, REQUEST, EMPLOYEE, MESSAGE);
    const other = { ...MESSAGE, activityId: 'm2' };
    await conversations.learnPlacement(TENANT, REQUEST, EMPLOYEE, other);
    await conversations.learnPlacement(TENANT, REQUEST, EMPLOYEE, other);
    expect(looks).toHaveBeenCalledTimes(1);
    expect(await inner.placement(TENANT, REQUEST, EMPLOYEE)).toEqual(MESSAGE);
  });

  it('asks nothing where it saw the card before', async () => {
    const { inner, looks, conversations } = rig();
    await inner.savePlacement(TENANT, REQUEST, EMPLOYEE, MESSAGE);
    await conversations.placements(TENANT, REQUEST);
    await conversations.learnPlacement(TENANT, REQUEST, EMPLOYEE, { ...MESSAGE, activityId: 'm2' });
    expect(looks).not.toHaveBeenCalled();
  });

  it('always reads what a card shows', async () => {
    const { inner, conversations } = rig();
    await conversations.savePlacement(TENANT, REQUEST, EMPLOYEE, MESSAGE);
    await inner.savePlacement(TENANT, REQUEST, EMPLOYEE, { ...MESSAGE, face: 'newer' });
    expect(await conversations.placement(TENANT, REQUEST, EMPLOYEE)).toMatchObject({ face: 'newer' });
  });
});

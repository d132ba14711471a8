import { SECOND, MINUTE } from '../support/fake-clock';
import { revealed } from '../support/request-arms';
import { NOON, person, requestId } from '../support/request-builder';
import { notifierRig } from './notifier-rig';

const http = (statusCode: number) => Object.assign(new Error('refused'), { name: 'RestError', statusCode });
const AGENT = person(44);
const OTHER = person(45);
const failure = { step: 'removeMethod', code: 'throttled', attempts: 4, at: NOON, nextAttemptAt: NOON, since: NOON };

/** One more request that does not get on. */
function stuck() {
  const going = revealed();
  return { ...going, id: requestId(), decided: { ...going.decided, failure } };
}

function site() {
  const rig = notifierRig();
  const tell = (who = AGENT): Promise<boolean> => rig.notifier.notify(who, 'stuck', stuck());
  const tellMany = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at += 1) await tell();
  };
  const how = (kind: 'post' | 'update') => rig.sent.filter((one) => one.how === kind);
  const newest = (): string => rig.sent.at(-1)?.text ?? '';
  return { ...rig, tell, tellMany, how, newest };
}

describe('when many recoveries get stuck at the same time', () => {
  it('after twenty cards one message stands for the rest and is edited in place', async () => {
    const { tellMany, tell, how, newest, clock } = site();
    await tellMany(20);
    expect(newest()).toContain('cannot remove a lost sign-in method');
    await tellMany(40);
    expect([how('post').length, how('update').length]).toEqual([21, 0]);
    expect(newest()).toContain('Write “open”');
    clock.advance(15 * SECOND);
    await tell();
    expect([how('post').length, how('update').length]).toEqual([21, 1]);
    expect(how('update')[0]?.activityId).toBe(how('post').at(-1)?.activityId);
    expect(newest()).toContain('At least 41 more do');
  });

  it('ten thousand in ten minutes are 21 messages and some forty edits for a reader, and all count as told', async () => {
    const { tell, how, clock } = site();
    for (let at = 0; at < 10_000; at += 1) {
      expect(await tell()).toBe(true);
      clock.advance(60);
    }
    expect(how('post')).toHaveLength(21);
    expect(how('update').length).toBeGreaterThan(30);
    expect(how('update').length).toBeLessThanOrEqual(40);
  });

  it('those of one moment do not all find room for a card', async () => {
    const { tell, how } = site();
    await Promise.all(Array.from({ length: 50 }, () => tell()));
    expect(how('post')).toHaveLength(21);
  });

  it('counts every reader for themselves', async () => {
    const { tellMany, tell, newest } = site();
    await tellMany(25);
    await tell(OTHER);
    expect(newest()).toContain('cannot remove a lost sign-in method');
  });

  it('is over when nothing has come for ten minutes: then there are cards again', async () => {
    const { tellMany, tell, newest, clock } = site();
    await tellMany(25);
    clock.advance(10 * MINUTE);
    await tell();
    expect(newest()).toContain('cannot remove a lost sign-in method');
  });
});

describe('when Teams does not take the message that stands for many', () => {
  it('nobody counts as told, and the next one brings it', async () => {
    const { tellMany, tell, state, newest } = site();
    await tellMany(20);
    state.fail = () => http(429);
    await expect(tell()).rejects.toMatchObject({ code: 'throttled' });
    state.fail = () => undefined;
    expect(await tell()).toBe(true);
    expect(newest()).toContain('At least one more does');
  });

  it('a refused edit is made good by the next one', async () => {
    const { tellMany, tell, state, newest, clock } = site();
    await tellMany(21);
    clock.advance(15 * SECOND);
    state.fail = (how) => (how === 'update' ? http(502) : undefined);
    expect(await tell()).toBe(true);
    state.fail = () => undefined;
    clock.advance(15 * SECOND);
    await tell();
    expect(newest()).toContain('At least 3 more do');
  });

  it('one that was deleted is sent anew, with the whole count', async () => {
    const { tellMany, tell, state, how, newest, clock } = site();
    await tellMany(25);
    clock.advance(15 * SECOND);
    state.fail = (way) => (way === 'update' ? http(404) : undefined);
    await tell();
    expect(how('post')).toHaveLength(22);
    expect(newest()).toContain('At least 6 more do');
  });

  it('a card that did not arrive takes no room', async () => {
    const { tellMany, tell, state, newest } = site();
    state.fail = () => http(429);
    for (let at = 0; at < 30; at += 1) await expect(tell()).rejects.toMatchObject({ code: 'throttled' });
    state.fail = () => undefined;
    await tellMany(20);
    expect(newest()).toContain('cannot remove a lost sign-in method');
  });
});

import { EffectError } from '../../recovery/errors';
import { matchNumber } from '../../recovery/codes';
import type { RevealInput } from '../../recovery/reveal-pass';
import { ARRIVING_MS } from '../../recovery/reveal-pass';
import { MINT_GRACE_MS } from '../../recovery/run-state';
import { renewCode } from '../../recovery/renew-code';
import {
  approve,
  approvedByMax,
  codeOf,
  expectSoundness,
  reveal,
  saidCode,
  shown,
  story,
  waitingForApproval,
  wrongCode,
} from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { HOUR, MINUTE, SECOND, START } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

async function approved(): Promise<World> {
  const world = await createWorld();
  await approvedByMax(world);
  return world;
}

const posts = (world: World): number => world.ports.count('passes.issue');
const count = async (world: World, type: string): Promise<number> =>
  (await story(world)).filter((one) => one === type).length;

describe('when the employee types the right code', () => {
  it('the pass is minted, shown once, and recorded without its secret', async () => {
    const world = await approved();
    const outcome = shown(await reveal(world));
    expect(outcome.pass.reveal()).toBe(world.account.pass?.secret);
    expect(outcome).toMatchObject({ expiresAt: START + 30 * MINUTE, againLeft: 3 });
    expect((await newestIn(world, 'revealed')).decided).toMatchObject({
      reveals: 1,
      pass: { methodId: 'pass-1', issuedAt: START, expiresAt: START + 30 * MINUTE },
    });
    expect(posts(world)).toBe(1);
    expect(JSON.stringify(outcome)).not.toContain(outcome.pass.reveal());
    await expectSoundness(world);
  });

  it('the intent is written before the POST, the result after it', async () => {
    const world = await approved();
    const before = world.ports.calls.length;
    await reveal(world);
    const calls = world.ports.calls.slice(before).filter((call) => /ledger\.(commit|raise)|passes\.issue/.test(call));
    expect(calls).toEqual(['ledger.raise', 'ledger.commit', 'passes.issue', 'ledger.commit']);
    expect((await story(world)).slice(-2)).toEqual(['revealStarted', 'passIssued']);
  });

  it('nobody looks at the request while its pass is minted; the result is what starts the work', async () => {
    const world = await approved();
    let begun = 0;
    const startWork = (): void => void (begun += 1);
    const seen: number[] = [];
    world.ledger.beforeCommit = () => void seen.push(begun);
    await reveal({ ...world, deps: { ...world.deps, startWork } });
    expect([...seen, begun]).toEqual([0, 0, 1]);
  });

  it.each([' 12', '-'])('spaces and dashes are forgiven (%j)', async (mark) => {
    const world = await approved();
    const code = await saidCode(world);
    expect(
      codeOf(await reveal(world, { code: ` ${code.slice(0, 3)}${mark.at(-1) === '2' ? ' ' : mark}${code.slice(3)} ` })),
    ).toBe('shown');
  });

  it('another press shows another pass, three times at most, and each kills the one before', async () => {
    const world = await approved();
    const seen: string[] = [];
    for (const left of [3, 2, 1, 0]) {
      const outcome = shown(await reveal(world));
      expect(outcome.againLeft).toBe(left);
      expect(world.account.pass?.secret).toBe(outcome.pass.reveal());
      seen.push(outcome.pass.reveal());
      world.clock.advance(ARRIVING_MS);
    }
    expect(new Set(seen).size).toBe(4);
    expect(codeOf(await reveal(world))).toBe('revealsUsedUp');
    expect(posts(world)).toBe(4);
    await expectSoundness(world);
  });

  it('a second press of the same moment leaves the pass alone that is on its way to the screen', async () => {
    const world = await approved();
    const first = shown(await reveal(world));
    world.clock.advance(ARRIVING_MS - 1);
    expect(codeOf(await reveal(world))).toBe('stillWorking');
    expect(world.account.pass?.secret).toBe(first.pass.reveal());
    world.clock.advance(1);
    expect(codeOf(await reveal(world))).toBe('shown');
    expect(posts(world)).toBe(2);
  });
});

describe('when the code is right and Graph is in the way', () => {
  it('a pass that could not be minted costs no try, however often', async () => {
    const world = await approved();
    for (let tries = 0; tries < 8; tries += 1) {
      world.ports.fail('passes.issue', 'throttled', { times: 1, when: 'before' });
      expect(codeOf(await reveal(world))).toBe('graphUnavailable');
    }
    expect(codeOf(await reveal(world))).toBe('shown');
  });

  it('guards that cannot be read cost no try', async () => {
    const world = await approved();
    const raised = world.ports.count('ledger.raise');
    world.ports.fail('directory.person', 'unavailable', { times: 1, when: 'before' });
    expect(codeOf(await reveal(world, { code: await wrongCode(world) }))).toBe('directoryUnavailable');
    expect(world.ports.count('ledger.raise')).toBe(raised);
  });

  it('right codes in between give nobody more wrong ones', async () => {
    const world = await approved();
    const outcomes: string[] = [];
    for (const right of [false, true, false, false, true, false, false, true]) {
      outcomes.push(codeOf(await reveal(world, right ? {} : { code: await wrongCode(world) })));
      world.clock.advance(ARRIVING_MS);
    }
    expect(outcomes).toEqual([
      ...['codeWrong', 'shown', 'codeWrong', 'codeWrong', 'shown', 'codeWrong'],
      ...['codeVoid', 'codeVoid'],
    ]);
  });
});

describe('when it is not for this presser (T3)', () => {
  it.each<readonly [string, Partial<RevealInput>, string]>([
    ['the manager', { presser: WHO.max }, 'notFound'],
    ['the helpdesk', { presser: WHO.helen }, 'notFound'],
    ['a stranger', { presser: WHO.colin }, 'notFound'],
    ['nobody', { presser: '' }, 'notFound'],
    ['another tenant', { tenantId: OTHER_TENANT }, 'notSetUp'],
    ['the page, though it goes on in Teams', { place: 'link' }, 'wrongPlace'],
    ['no code', { code: '' }, 'codeMissing'],
    ['words instead of a code', { code: 'please' }, 'codeMissing'],
  ])('%s gets nothing and costs no try', async (_who, input, code) => {
    const world = await approved();
    expect(codeOf(await reveal(world, input))).toBe(code);
    expect(world.ports.count('ledger.raise')).toBe(1);
    expect(posts(world)).toBe(0);
  });

  it('the match number is no release code', async () => {
    const world = await approved();
    const { request } = await newest(world);
    const code = matchNumber(world.deps.keys, request, 1).reveal();
    expect(codeOf(await reveal(world, { code }))).toBe('codeWrong');
  });

  it('not before the approval, not after the end', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    expect(codeOf(await reveal(world, { code: '123456' }))).toBe('notApprovedYet');
    await approve(world);
    await pass(world, 5 * 60 * MINUTE);
    expect(codeOf(await reveal(world))).toBe('requestEnded');
  });

  it('not one moment after the code’s time', async () => {
    const world = await approved();
    world.clock.advance(15 * MINUTE);
    const again = await approved();
    again.clock.advance(15 * MINUTE + 1);
    expect(codeOf(await reveal(world))).toBe('shown');
    expect(codeOf(await reveal(again))).toBe('codeExpired');
    expect(posts(again)).toBe(0);
  });
});

describe('when the code is wrong', () => {
  it('four tries are told, the fifth voids it and tells security; a new code works', async () => {
    const world = await approved();
    const code = await wrongCode(world);
    for (const left of [4, 3, 2, 1]) {
      expect(await reveal(world, { code })).toMatchObject({ code: 'codeWrong', facts: { left } });
    }
    expect(codeOf(await reveal(world, { code }))).toBe('codeVoid');
    expect(codeOf(await reveal(world))).toBe('codeVoid');
    await work(world);
    expect(world.cards.told('codeVoided')).toEqual([WHO.sam, WHO.sue]);
    const { request } = await newest(world);
    await renewCode(world.deps, { tenantId: TENANT, presser: WHO.max, requestId: request.id });
    expect(codeOf(await reveal(world))).toBe('shown');
    expect(await story(world)).toEqual(expect.arrayContaining(['codeFailed', 'codeVoided', 'codeRenewed']));
    await expectSoundness(world);
  });

  it('20 wrong presses at once are five tries', async () => {
    const world = await approved();
    const code = await wrongCode(world);
    await Promise.all(Array.from({ length: 20 }, () => reveal(world, { code })));
    expect((await newestIn(world, 'approved')).decided.code.voided).toBe(true);
    expect(codeOf(await reveal(world))).toBe('codeVoid');
    expect(await count(world, 'codeVoided')).toBe(1);
  });

  it('of 20 different presses at once at most five are compared', async () => {
    for (const place of [5, 12, 19]) {
      const world = await approved();
      const right = Number(await saidCode(world));
      const codes = Array.from({ length: 20 }, (_one, at) => String((right + 1 + at) % 1_000_000).padStart(6, '0'));
      codes[place] = String(right).padStart(6, '0');
      const outcomes = await Promise.all(codes.map((code) => reveal(world, { code })));
      expect(outcomes.filter(({ kind }) => kind === 'shown')).toEqual([]);
      expect(posts(world)).toBe(0);
    }
  });

  it('the tries are counted before anything is compared: a dead process gives none back', async () => {
    const world = await approved();
    const code = await wrongCode(world);
    for (let tries = 0; tries < 5; tries += 1) {
      world.ports.fail('ledger.commit', 'unavailable', { times: 1 });
      expect(codeOf(await reveal(world, { code }))).toBe('directoryUnavailable');
    }
    expect(codeOf(await reveal(world))).toBe('codeVoid');
    expect(posts(world)).toBe(0);
  });

  /** Others approve anew while a press stands still between the count and what follows. */
  async function pressedInAnEarlierRound(world: World, code: string) {
    const raise: World['deps']['ledger']['raise'] = async (...args) => {
      const counted = await world.deps.ledger.raise(...args);
      const stored = await newest(world);
      const renewed = { type: 'codeRenewed', generation: 1, deadline: START + HOUR } as const;
      const event = { ...renewed, at: world.clock.now(), by: { kind: 'person', id: WHO.max } } as const;
      await world.ledger.commit(stored, event, { ...stored.request, round: stored.request.round + 1 });
      return counted;
    };
    const ledger = new Proxy(world.deps.ledger, {
      get: (target, name): unknown => (name === 'raise' ? raise : Reflect.get(target, name)),
    });
    return reveal({ ...world, deps: { ...world.deps, ledger } }, { code });
  }

  it('a wrong code of an earlier round is no try of this one', async () => {
    const world = await approved();
    await pressedInAnEarlierRound(world, await wrongCode(world));
    expect(await count(world, 'codeFailed')).toBe(0);
  });

  it('and the right code of an earlier round shows nothing', async () => {
    const world = await approved();
    expect(codeOf(await pressedInAnEarlierRound(world, await saidCode(world)))).toBe('stillWorking');
    expect(posts(world)).toBe(0);
  });

  it('a void that loses the race to another commit is written all the same', async () => {
    const world = await approved();
    const code = await wrongCode(world);
    for (let tries = 0; tries < 4; tries += 1) await reveal(world, { code });
    world.ledger.beforeCommit = async () => {
      world.ledger.beforeCommit = undefined;
      await work(world);
      const stored = await newest(world);
      const by = { kind: 'system' } as const;
      await world.ledger.commit(
        stored,
        { type: 'linkSent', at: 1, by, channel: 'sms', contactId: 'c' },
        stored.request,
      );
    };
    expect(codeOf(await reveal(world, { code }))).toBe('codeVoid');
    expect((await newestIn(world, 'approved')).decided.code.voided).toBe(true);
  });
});

describe('when many press at once', () => {
  it('ten right presses are one POST and one pass', async () => {
    const world = await approved();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => reveal(world)));
    expect(posts(world)).toBe(1);
    expect(outcomes.map(codeOf).toSorted()).toEqual(['shown', ...Array<string>(4).fill('stillWorking')]);
    expect(await count(world, 'revealStarted')).toBe(1);
  });

  it('while Graph thinks, a second press waits and mints nothing', async () => {
    const world = await approved();
    const second: string[] = [];
    const { issue } = world.deps.passes;
    const deps = {
      ...world.deps,
      passes: {
        ...world.deps.passes,
        issue: async (...args: Parameters<typeof issue>) => {
          second.push(codeOf(await reveal(world)));
          return issue(...args);
        },
      },
    };
    expect(codeOf(await reveal({ ...world, deps }))).toBe('shown');
    expect(second).toEqual(['stillWorking']);
    expect(posts(world)).toBe(1);
  });

  it('a notice that is recorded in between does not stop the reveal, nor cost a second POST', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await approve(world);
    world.ledger.beforeCommit = async (event) => {
      if (event.type !== 'revealStarted' && event.type !== 'passIssued') return;
      world.ledger.beforeCommit = undefined;
      const stored = await newest(world);
      const by = { kind: 'system' } as const;
      await world.ledger.commit(stored, { type: 'codeFailed', at: 1, by, tries: 1 }, stored.request);
    };
    expect(codeOf(await reveal(world))).toBe('shown');
    expect(posts(world)).toBe(1);
  });
});

/** A mint without an answer may still take effect: only then the next press counts. */
const untilNoMintIsUnderWay = (world: World): Promise<void> => pass(world, MINT_GRACE_MS + SECOND);

describe('when Graph does not answer as it should', () => {
  it.each([
    ['throttled', 'graphUnavailable', 3],
    ['rejected', 'graphUnavailable', 3],
    ['unavailable', 'graphUnavailable', 2],
    ['timeout', 'stillWorking', 2],
  ] as const)('%s: told politely, exactly one POST, the next press works', async (code, refusal, againLeft) => {
    const world = await approved();
    world.ports.fail('passes.issue', code, { times: 1 });
    expect(codeOf(await reveal(world))).toBe(refusal);
    expect(posts(world)).toBe(1);
    expect((await newest(world)).request.state).toBe('approved');
    expect(world.account.kinds()).toHaveLength(5);
    await untilNoMintIsUnderWay(world);
    expect(shown(await reveal(world)).againLeft).toBe(againLeft);
    expect(posts(world)).toBe(2);
    await expectSoundness(world);
  });

  it('without an answer nobody mints another for its time: a late one would kill what is shown', async () => {
    const world = await approved();
    world.ports.fail('passes.issue', 'timeout', { times: 1 });
    expect(codeOf(await reveal(world))).toBe('stillWorking');
    expect(codeOf(await reveal(world))).toBe('stillWorking');
    expect(posts(world)).toBe(1);
  });

  it('an answer that was lost leaves a pass that nobody saw; the next one replaces it', async () => {
    const world = await approved();
    world.ports.fail('passes.issue', 'timeout', { times: 1, when: 'after' });
    expect(codeOf(await reveal(world))).toBe('stillWorking');
    const lost = world.account.pass?.secret;
    await untilNoMintIsUnderWay(world);
    const outcome = shown(await reveal(world));
    expect(outcome.pass.reveal()).not.toBe(lost);
    expect(world.account.pass?.secret).toBe(outcome.pass.reveal());
  });

  it('lost answers use up the reveals: no more than four POSTs that may have minted', async () => {
    const world = await approved();
    world.ports.fail('passes.issue', 'timeout', { when: 'after' });
    const codes: string[] = [];
    for (let press = 0; press < 5; press += 1) {
      codes.push(codeOf(await reveal(world)));
      await untilNoMintIsUnderWay(world);
    }
    expect(codes).toEqual([...Array<string>(4).fill('stillWorking'), 'revealsUsedUp']);
    expect(posts(world)).toBe(4);
    await pass(world, 241 * MINUTE);
    expect((await newestIn(world, 'failed')).failure.reason).toBe('expiredHalfway');
  });

  it('an answer after the request ended is dropped and never shown', async () => {
    const world = await approved();
    const { issue } = world.deps.passes;
    const deps = {
      ...world.deps,
      passes: {
        ...world.deps.passes,
        issue: async (...args: Parameters<typeof issue>) => {
          const stored = await newest(world);
          const by = { kind: 'person', id: WHO.ada } as const;
          const incident = { reportedAt: 1, reportedBy: WHO.ada, why: 'x', from: 'approved', removedMethods: [] };
          await world.ledger.commit(
            stored,
            { type: 'fraudReported', at: 1, by, why: 'x' },
            {
              ...stored.request,
              state: 'incident',
              incident,
            },
          );
          return issue(...args);
        },
      },
    };
    expect(await reveal({ ...world, deps })).toEqual({ kind: 'refused', code: 'requestEnded' });
  });

  it('a process that died while minting blocks nobody for longer than ten seconds', async () => {
    const world = await approved();
    const code = await saidCode(world);
    const { request } = await newest(world);
    const deps = {
      ...world.deps,
      passes: { ...world.deps.passes, issue: () => Promise.reject(new TypeError('dies')) },
    };
    expect(codeOf(await reveal({ ...world, deps }, { code, requestId: request.id }))).toBe('storageUnavailable');
    expect(codeOf(await reveal(world))).toBe('stillWorking');
    world.clock.advance(10 * SECOND);
    expect(shown(await reveal(world)).againLeft).toBe(2);
  });

  it('a pass that cannot be recorded is never shown', async () => {
    const world = await approved();
    world.ledger.beforeCommit = (event) => {
      if (event.type === 'passIssued') throw new EffectError('unavailable', 'storage is away');
    };
    expect(codeOf(await reveal(world))).toBe('directoryUnavailable');
    expect(world.account.pass).toBeDefined();
    world.ledger.beforeCommit = undefined;
    world.clock.advance(10 * SECOND);
    expect(codeOf(await reveal(world))).toBe('shown');
  });
});

describe('when the trail does not hold', () => {
  it('nothing is minted on its word', async () => {
    const world = await approved();
    const { request } = await newest(world);
    const rows = world.ledger.rowsOf(TENANT, request.id);
    rows.splice(1, 1);
    expect(codeOf(await reveal(world))).toBe('integrity');
    expect(posts(world)).toBe(0);
  });
});

import type { Outcome } from '../../recovery/outcome';
import { spendCode } from '../../recovery/spend-code';
import {
  approvedByMax,
  codeOf,
  expectSoundness,
  reveal,
  saidCode,
  story,
  waitingForApproval,
  wrongCode,
} from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, work } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';
import { codeTexted, lastText, selfWorld } from '../support/self-verified-stories';

async function says(world: World, typed: readonly string[], presser: string = WHO.ada): Promise<Outcome> {
  const { request } = await newest(world);
  return spendCode(world.deps, { tenantId: TENANT, presser, requestId: request.id, typed });
}

async function approved(): Promise<{ readonly world: World; readonly code: string }> {
  const world = await createWorld();
  await approvedByMax(world);
  return { world, code: await saidCode(world) };
}

const codeNow = async (world: World) => (await newestIn(world, 'approved')).decided.code;
const other = (digits: string): string => [...digits].map((one) => String(9 - Number(one))).join('');

describe('when the release code stands in the employee’s chat (T1)', () => {
  it.each([
    ['whole', (code: string) => [code]],
    ['its first half', (code: string) => [code.slice(0, 3)]],
    ['its second half', (code: string) => [code.slice(3)]],
    ['with a slip in one half', (code: string) => [code.slice(0, 3) + other(code.slice(3))]],
    ['beside another number', (code: string) => [other(code), code]],
  ])('%s: it is dead, and there is another one', async (_how, typed) => {
    const { world, code } = await approved();
    expect(codeOf(await says(world, typed(code)))).toBe('done');
    expect(await codeNow(world)).toMatchObject({ generation: 2, voided: false });
    expect(await saidCode(world)).not.toBe(code);
    expect(codeOf(await reveal(world, { code }))).toBe('codeWrong');
    expect(codeOf(await reveal(world))).toBe('shown');
    expect(await story(world)).toContain('codeRenewed');
    await expectSoundness(world);
  });

  it('a wrong one is a try as on the card: the fifth, wherever it was typed, makes the code void', async () => {
    const { world, code } = await approved();
    const wrong = other(code);
    for (let tries = 0; tries < 3; tries += 1) expect(codeOf(await says(world, [wrong]))).toBe('done');
    expect(await reveal(world, { code: await wrongCode(world) })).toMatchObject({ facts: { left: 1 } });
    expect(codeOf(await says(world, [wrong]))).toBe('done');
    expect((await codeNow(world)).voided).toBe(true);
    expect(codeOf(await says(world, [code]))).toBe('done');
    expect(await codeNow(world)).toMatchObject({ generation: 1, voided: true });
    expect(codeOf(await reveal(world, { code }))).toBe('codeVoid');
    await expectSoundness(world);
  });

  it('of a list of guesses two are looked at, and they are one try', async () => {
    const { world, code } = await approved();
    await says(world, [other(code), other(code), code]);
    expect(await codeNow(world)).toMatchObject({ generation: 1, counted: 1 });
  });

  it('one that ran out is not compared', async () => {
    const { world, code } = await approved();
    world.clock.advance(16 * MINUTE);
    await says(world, [code]);
    expect(await codeNow(world)).toMatchObject({ generation: 1 });
    expect(await codeNow(world)).not.toHaveProperty('counted');
  });

  it('written twice at once there is one new code', async () => {
    const { world, code } = await approved();
    await Promise.all([says(world, [code]), says(world, [code])]);
    expect(await codeNow(world)).toMatchObject({ generation: 2 });
    await expectSoundness(world);
  });

  it.each([
    ['the approver', WHO.max],
    ['a stranger', WHO.colin],
  ])('%s spends nothing', async (_who, presser) => {
    const { world, code } = await approved();
    expect(codeOf(await says(world, [code], presser))).toBe('notFound');
    expect(await codeNow(world)).toMatchObject({ generation: 1 });
  });

  it('nothing happens while nothing is approved', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    expect(codeOf(await says(world, ['123456']))).toBe('done');
    expect((await newest(world)).request.state).toBe('awaitingApproval');
  });
});

describe('when a code by text message stands in the chat', () => {
  it('another one goes out, and the tries go on', async () => {
    const world = await selfWorld();
    const code = await codeTexted(world);
    await says(world, [code]);
    await work(world);
    expect(world.outOfBand.codes).toHaveLength(2);
    expect(lastText(world)).not.toBe(code);
    expect(await reveal(world, { code })).toMatchObject({ code: 'codeWrong', facts: { left: 3 } });
    expect(codeOf(await reveal(world, { code: lastText(world) }))).toBe('shown');
    await expectSoundness(world);
  });

  it('after the third none goes out, and an approver can be asked', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    for (let texts = 0; texts < 3; texts += 1) {
      await says(world, [lastText(world)]);
      await work(world);
    }
    expect(world.outOfBand.codes).toHaveLength(3);
    world.clock.advance(1);
    expect(codeOf(await reveal(world, { code: lastText(world) }))).toBe('codeExpired');
    await expectSoundness(world);
  });
});

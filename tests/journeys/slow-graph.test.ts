import { reportFraud } from '../../recovery/report-fraud';
import { SAID } from '../../words/said';
import { WAITING } from '../../words/stuck';
import { MINUTE, SECOND } from '../support/fake-clock';
import { account, writesOn } from './support/account';
import { keepMessages } from './support/listening';
import { peopleOf } from './support/people';
import { expectWhole } from './support/sound';
import { useWorlds } from './support/world';

const world = useWorlds();

const DELETE = { method: 'DELETE', path: /authentication\// } as const;

/** Lets everything go on until this holds; the test's own time limit ends it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('when every call to Graph takes seconds', () => {
  it('a report shows on all cards while the worker still waits for Graph, within two seconds', async () => {
    const latchkey = await world();
    const { teams, tenant } = latchkey.cloud;
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    tenant.switches.faults.push({ ...DELETE, delayMs: 6 * SECOND, times: 1 });
    // Not `reveals`: that would wait until the worker is done.
    await teams.press('ada', ({ card }) => JSON.stringify(card).includes('pass.reveal'), 'pass.reveal', {
      releaseCode: code,
    });
    await until(() => tenant.switches.faults.every(({ times }) => times === 0));
    const writes = writesOn(latchkey, 'ada').length;
    const kept = keepMessages(latchkey);
    const { id: requestId, tenantId } = await latchkey.request('ada');
    const presser = teams.persona('marcus').objectId;
    const before = performance.now();
    await reportFraud(latchkey.latchkey.deps, { tenantId, presser, requestId, reason: 'fraud.notThem' });
    await ada.sees('Stopped for safety');
    await marcus.sees('Stopped for safety');
    const took = performance.now() - before;
    expect(kept.map(({ who }) => who)).toEqual(expect.arrayContaining(['ada', 'marcus']));
    // The delete that was on its way is still the last thing that Graph was asked to write.
    expect(writesOn(latchkey, 'ada')).toHaveLength(writes);
    expect(took).toBeLessThan(2_000);
    await latchkey.settle();
    await expectWhole(latchkey);
  });
});

describe('when Graph throttles the deletes', () => {
  it('who waits is told after ten seconds, the helpdesk after ten minutes, and all of them when it gets on', async () => {
    const latchkey = await world();
    const { ada, marcus, hana } = peopleOf(latchkey);
    const { tenant } = latchkey.cloud;
    const code = await marcus.approves(await ada.opens());
    const fault = { ...DELETE, status: 429, times: 1_000 };
    tenant.switches.faults.push(fault);
    await ada.reveals(code);
    expect(marcus.reads()).not.toContain('Still working');
    for (let waited = 0; waited < 12; waited += 2) await latchkey.lets(2 * SECOND);
    await marcus.sees('Still working, nothing is lost');
    for (let waited = 0; waited < 12; waited += 1) await latchkey.lets(MINUTE);
    await hana.sees('Latchkey cannot remove a lost sign-in method right now');
    expect(hana.reads().match(/does not get on/g)).toHaveLength(1);
    await hana.says('open');
    await hana.sees('Stuck: Microsoft Graph lets fewer calls through');
    await hana.says(`status ${account(latchkey, 'ada').userPrincipalName}`);
    await hana.sees(account(latchkey, 'ada').userPrincipalName);
    await marcus.says('open');
    await marcus.sees(SAID.notUnderstood);
    fault.times = 0;
    for (let waited = 0; waited < 6; waited += 1) await latchkey.lets(MINUTE);
    await hana.sees('It has got on again');
    expect(marcus.reads()).not.toContain('Still working');
    await expectWhole(latchkey);
  });
});

describe('when one step takes long and works in the end', () => {
  it('whoever waits reads so on their card, and then what came of it', async () => {
    const latchkey = await world({ change: (wiring) => ({ ...wiring, waitShownMs: 50 }) });
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    const kept = keepMessages(latchkey);
    latchkey.cloud.tenant.switches.faults.push({ ...DELETE, delayMs: SECOND, times: 1 });
    await ada.reveals(code);
    await latchkey.settle();
    const his = kept.filter(({ who }) => who === 'marcus').map(({ text }) => text);
    const at = his.findIndex((text) => text.includes(WAITING.working));
    expect(at).toBeGreaterThanOrEqual(0);
    expect(his.slice(at + 1).at(-1)).not.toContain('Still working');
    expect(marcus.reads()).not.toContain('Still working');
    await expectWhole(latchkey);
  });
});

describe('when a press waits for Graph', () => {
  it('the card of whoever pressed says so, and goes on to what came of it', async () => {
    const latchkey = await world({ change: (wiring) => ({ ...wiring, waitShownMs: 50 }) });
    const { ada, marcus } = peopleOf(latchkey);
    const kept = keepMessages(latchkey);
    const number = await ada.opens();
    await marcus.seesButton('approval.approve');
    latchkey.cloud.tenant.switches.faults.push({ method: 'GET', path: /users\//, delayMs: 2 * SECOND, times: 2 });
    await marcus.approves(number);
    const his = kept.filter(({ who }) => who === 'marcus').map(({ text }) => text);
    expect(his.some((text) => text.includes('answer to your press'))).toBe(true);
    expect(his.at(-1)).not.toContain('answer to your press');
    expect(kept.filter(({ who }) => who === 'ada').some(({ text }) => text.includes('to your press'))).toBe(false);
    await expectWhole(latchkey);
  });
});

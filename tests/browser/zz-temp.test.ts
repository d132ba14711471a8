import { chromium } from 'playwright-core';
import { paneRoutes } from '../../simulators/panes/pane-routes';
import { createOutbox } from '../../simulators/outbox';
import { chromiumPath } from '../support/chromium';
import { cardMessage, startHarness } from '../simulators/teams/harness';
import { buildPanes } from './pane-bundle';
import * as samples from '../cards/sample-cards';

it('shoots', async () => {
  const publicDir = buildPanes();
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  const account = { methods: async () => [], pass: async () => ({ live: false }), enrolWithPass: async () => ({ ok: true }), giveMethod: async () => undefined } as any;
  const harness = await startHarness({ clock: { now: () => Date.now() } as any, extend: [paneRoutes({ outbox: createOutbox(), account, people: { employee: 'ada', manager: 'marcus', helpdesk: 'hana' }, publicDir })] });
  const all = new Map<string, any>([...(samples as any).baseCards(), ...((samples as any).secretCards?.() ?? (samples as any).allCards?.() ?? [])]);
  console.log([...all.keys()].join('\n'));
  const sets: Record<string, string[][]> = JSON.parse(process.env['SETS'] ?? '{}');
  for (const theme of ['light', 'dark'] as const) {
  for (const [name, panes] of Object.entries(sets)) {
    const page = await browser.newPage({ viewport: { width: 1480, height: 1300 }, colorScheme: theme });
    harness.bot.onTurn = async (context) => { const c = all.get(context.activity.text); if (c) await context.sendActivity(cardMessage(c.content)); else await context.sendActivity('no ' + context.activity.text); };
    for (const [i, keys] of panes.entries()) for (const key of keys) await harness.teams.say(['ada', 'marcus', 'hana'][i]!, key);
    await page.goto(harness.teams.url);
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/panes-real-${name}-${theme}.png` });
    await page.close();
  }}
  await browser.close();
  await harness.stop();
}, 60000);

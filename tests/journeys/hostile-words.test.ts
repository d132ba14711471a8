import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { userById } from '../../simulators/entra/people';
import { exportAudit } from '../../scripts/audit-export';
import { connectAudit } from '../../storage/connect';
import { SECOND } from '../support/fake-clock';
import { HOSTILE, unseenIn, withoutOurIsolates } from '../support/hostile-strings';
import { peopleOf, textOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** As much as the directory takes for a name, with one text of each harm. */
const LONGEST_NAME = 256;
const WORST = ['markdown', 'template', 'markup', 'hiding', 'control', 'formula', 'query', 'path']
  .map((harm) => HOSTILE.find((one) => one.harm === harm)?.text ?? '')
  .join(' \u202e\u0000\r\n');
/** As much as a card lets anybody type. */
const TYPED = 1_000;
const COMMANDS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function callEverybody({ cloud }: World, words: string): void {
  for (const id of Object.values(PEOPLE)) {
    const user = userById(cloud.tenant, id);
    user.displayName = words.slice(0, LONGEST_NAME);
    user.jobTitle = words.slice(0, 128);
    user.department = words.slice(0, 64);
  }
}

async function exported({ latchkey, cloud, clock, connectionString, prefix }: World): Promise<readonly string[]> {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  const input = { tenantIds: [cloud.settings.tenantId], from: today, to: today } as const;
  const storage = connectAudit({ connection: { connectionString }, keys: latchkey.deps.keys, prefix });
  for (const format of ['csv', 'jsonl'] as const)
    await exportAudit({ storage, write, warn: write }, { ...input, format });
  return lines;
}

describe('when everybody has a hostile name and tells a hostile story (T19)', () => {
  it('the recovery goes its way, and nothing of it hides, links or commands anywhere', async () => {
    const latchkey = await world();
    callEverybody(latchkey, WORST);
    const { ada, marcus, hana } = peopleOf(latchkey);
    await hana.says(`open for ${WORST}`);
    await hana.says(`status ${WORST}`);
    await ada.says('I lost my phone');
    await ada.seesButton('request.confirm');
    await ada.presses('request.review');
    await ada.presses('request.confirm', { details: WORST.slice(0, TYPED) });
    const code = await marcus.approves(await ada.looksUpNumber());
    const { shortCode } = await latchkey.request('ada');
    await hana.says(`status ${shortCode}`);
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    for (const { id } of latchkey.cloud.teams.personas) {
      const said = latchkey.cloud.teams.chat(id).filter(({ author }) => author === 'bot');
      const lines = said.flatMap(({ text, cards }) => `${text}\n${textOf(cards)}`.split('\n'));
      expect(lines.flatMap((line) => unseenIn(withoutOurIsolates(line)) ?? [])).toEqual([]);
      expect(said.map(({ text }) => text).filter((text) => /:\/\/|www\./.test(text))).toEqual([]);
    }
    const mails = latchkey.cloud.outbox.posted.flatMap((one) => (one.kind === 'mail' ? [one] : []));
    expect(mails.map(({ subject }) => subject).filter((subject) => /evil|[\r\n]/.test(subject))).toEqual([]);
    expect(mails.filter(({ body }) => body.content.includes('evil.example'))).toEqual([]);
    expect(latchkey.log.filter((line) => COMMANDS.test(line.trimEnd()) || line.includes('evil'))).toEqual([]);
    const lines = await exported(latchkey);
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => COMMANDS.test(line))).toEqual([]);
    await expectSound(latchkey);
  });
});

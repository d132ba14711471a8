import { elementText, startStory, textOf, type Story } from './bot-story';

const has =
  (text: string) =>
  (message: Parameters<typeof textOf>[0]): boolean =>
    textOf(message).includes(text);

describe('when Ada loses her phone and Max helps her back in', () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory({ shortCodes: ['LK-7F3K9Q'] });
  });
  afterAll(() => story.stop());

  it('goes from her first word to the pass', async () => {
    const { teams } = story;
    await teams.say('ada', 'I lost my phone');
    const draft = await teams.shows('ada', has('request.confirm'));
    const opened = await teams.press('ada', draft.id, 'request.confirm');
    expect(opened.kind).toBe('card');
    await story.worked();
    await teams.settled();
    const number = elementText((await teams.shows('ada', has('matchNumber'))).card, 'matchNumber');
    expect(number).toMatch(/^\d{3}$/);
    console.log(teams.chat('ada').map((m) => [m.author, m.text, m.card && textOf(m).length, m.edits]));

    const asked = await teams.shows('max', has('approval.approve'));
    await teams.press('max', asked.id, 'approval.approve');
    const approved = await teams.press('max', asked.id, 'approval.confirmApprove', {
      matchNumber: number ?? '',
      verifiedBy: 'inPerson',
    });
    if (approved.kind !== 'card') throw new Error(JSON.stringify(approved));
    const code = elementText(approved.card, 'releaseCode');
    expect(code).toMatch(/^\d{3} \d{3}$/);
    await story.worked();
    await teams.settled();

    const ready = await teams.shows('ada', has('pass.reveal'));
    const revealed = await teams.press('ada', ready.id, 'pass.reveal', { releaseCode: code ?? '' });
    if (revealed.kind !== 'card') throw new Error(JSON.stringify(revealed));
    expect(elementText(revealed.card, 'pass')).toBe(story.world.passes.secrets.at(-1));
    await story.worked();
    await teams.settled();
    console.log(teams.chat('ada').map((m) => [m.id, m.author, m.text, m.edits, textOf(m).slice(0, 300)]));
    console.log(story.log.lines.filter((l) => l.level !== 'info'));
  });
});

import { EXTENSION_COMMANDS } from '../../words/app-commands';

/** What the schema of the manifest (1.30) takes for `composeExtensions[0].commands`. */
const LONGEST = { id: 64, title: 32, description: 128 } as const;
const MOST = 10;

describe('when a manifest lists what the app offers', () => {
  it('is few enough commands, each with an id of its own', () => {
    const ids = EXTENSION_COMMANDS.map(({ id }) => id);
    expect(ids.length).toBeLessThanOrEqual(MOST);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(EXTENSION_COMMANDS)('$id fits where it is shown', (command) => {
    for (const [key, most] of Object.entries(LONGEST)) {
      const text = String(Reflect.get(command, key));
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(most);
    }
    expect(command).toMatchObject({ type: 'action', fetchTask: true });
    expect(['message', 'compose', 'commandBox']).toEqual(expect.arrayContaining([...command.context]));
  });
});

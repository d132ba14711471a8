/**
 * What the app offers beside its chat, as the manifest lists it (`composeExtensions[0].commands`): titles of 32 characters
 * at most, descriptions of 128. `fetchTask`: the bot is asked for the dialog each time.
 */
export const OPEN_FOR_COMMAND = {
  id: 'openForUser',
  type: 'action',
  title: 'Open a recovery for…',
  description:
    'Ask Latchkey for a recovery for somebody who lost a phone or a key. From a message: for whoever wrote it.',
  context: ['message', 'compose', 'commandBox'],
  fetchTask: true,
} as const;

export const EXTENSION_COMMANDS = [OPEN_FOR_COMMAND] as const;

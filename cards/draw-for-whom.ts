import { OPEN_FOR_COMMAND } from '../words/app-commands';
import { FOR_WHOM } from '../words/helpdesk';
import type { Card } from './card';
import { drawMessage } from './draw-message';

/** Answer to whoever writes about somebody else: how to ask for them, and the dialog for it. */
export const drawForWhom = (): Card =>
  drawMessage({
    title: FOR_WHOM.title,
    text: FOR_WHOM.text,
    form: { title: FOR_WHOM.form, dialog: OPEN_FOR_COMMAND.id },
  });

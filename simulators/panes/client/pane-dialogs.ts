import type { PaneCommand } from '../pane-view';
import type { PaneLaunch, PressedAction, Viewing } from './api';
import { api } from './api';
import type { DialogView } from './dialog-view';

interface Place {
  readonly dialog: DialogView;
  readonly viewing: Viewing;
}

/** Opens a dialog of the app over a pane; what is sent in it goes the way by which it was opened. */
function launch({ dialog, viewing }: Place, from: PaneLaunch): void {
  dialog.show(api.openDialog(viewing, from), (data) => api.sendDialog(viewing, from, data));
}

export function openFromMessage(place: Place, { id }: PaneCommand, messageId: string): void {
  launch(place, { commandId: id, context: 'message', messageId });
}

export function openFromBox(place: Place, { id }: PaneCommand, context: 'compose' | 'commandBox'): void {
  launch(place, { commandId: id, context });
}

const asksForDialog = ({ type, data }: PressedAction): boolean => {
  if (type !== 'Action.Submit' || !('msteams' in data)) return false;
  const { msteams } = data;
  return typeof msteams === 'object' && msteams !== null && 'type' in msteams && msteams.type === 'task/fetch';
};

/** A press on a card; the client itself opens a dialog where the button asks for one. */
export async function pressed(place: Place, messageId: string, action: PressedAction): Promise<void> {
  if (asksForDialog(action)) launch(place, { messageId, data: action.data });
  else await api.press(place.viewing, messageId, action);
}

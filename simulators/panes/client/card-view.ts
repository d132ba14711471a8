import type { Action } from 'adaptivecards';
import { AdaptiveCard, ExecuteAction, HostConfig, OpenUrlAction, SubmitAction } from 'adaptivecards';
import type { Card } from '../../teams/card';
import type { PressedAction } from './api';
import { element } from './dom';
import { hostConfigFor } from './host-config';
import { markdownToHtml, tameLinks } from './markdown';
import { currentTheme } from './theme';

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdownToHtml(text);
  result.didProcess = true;
};

function pressedOf(action: ExecuteAction | SubmitAction): PressedAction {
  const title = action.title === undefined ? {} : { title: action.title };
  const data = action.data ?? {};
  if (action instanceof ExecuteAction) return { type: 'Action.Execute', verb: action.verb, data, ...title };
  return { type: 'Action.Submit', data, ...title };
}

function openUrl(url: string | undefined): void {
  if (url !== undefined && /^https?:/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
}

/** Draws a card with the official renderer. What is typed and chosen comes with the press, merged into the action's data. */
export function cardView(card: Card, onPress: (action: PressedAction) => void): HTMLElement {
  const drawn = new AdaptiveCard();
  drawn.hostConfig = new HostConfig(hostConfigFor(currentTheme()));
  drawn.onExecuteAction = (action: Action) => {
    if (action instanceof OpenUrlAction) openUrl(action.url);
    else if (action instanceof ExecuteAction || action instanceof SubmitAction) onPress(pressedOf(action));
  };
  drawn.parse(card);
  const rendered = drawn.render();
  const view = element('div', { class: 'card' }, rendered ?? 'This card cannot be shown.');
  tameLinks(view);
  return view;
}

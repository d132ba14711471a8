import { dialogCard } from '../../cards/dialog-card';
import { drawOpenFor } from '../../cards/draw-open-for';
import * as content from './card-content';
import { baseCards } from './sample-cards';

const inside = (node: unknown): string => JSON.stringify(node);

describe('when a card stands in a dialog', () => {
  it('each button is what old clients press, with the verb in its data', () => {
    const card = dialogCard(drawOpenFor({ token: 't', withoutProof: true }));
    expect(inside(card.content)).toContain('{"token":"t","verb":"helpdesk.openFor"}');
    expect(content.inputIds(card)).toEqual(['person', 'scenario']);
  });

  it.each([...baseCards()])('%s has no Execute and asks for no newest face', (_name, card) => {
    const { content: shown } = dialogCard(card);
    expect(inside(shown['body'])).not.toContain('"Action.Execute"');
    expect(shown['refresh']).toBeUndefined();
    expect(shown['version']).toBe('1.5');
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json';
import { baseCards, privateCards } from '../cards/sample-cards';

const SCHEMA = path.join(process.env['LATCHKEY_SHARED'] ?? '../shared', 'data/adaptive-card.1.5.0.ajv.json');

function validator() {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
  ajv.addMetaSchema(draft6);
  return ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
}

describe('when our cards are held against the published schema of Adaptive Cards 1.5', () => {
  const isCard = validator();

  it('notices a card that breaks it', () => {
    expect(
      isCard({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'x', wrap: 'yes' }] }),
    ).toBe(false);
  });

  it.each([...baseCards(), ...privateCards()])('%s is valid', (_name, card) => {
    isCard(card.content);
    expect(isCard.errors ?? []).toEqual([]);
  });
});

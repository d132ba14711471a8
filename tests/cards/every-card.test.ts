import { CARD_VERBS } from '../../cards/actions';
import { INPUTS } from '../../cards/action-inputs';
import type { Card } from '../../cards/card';
import { readSourceFiles } from '../support/source-files';
import type { Node } from './card-content';
import * as content from './card-content';
import { baseCards, privateCards, REVEALED_PASS } from './sample-cards';
import { CODE, MATCH, MATCH_TWO } from './sample-requests';

const BASE = baseCards();
const PRIVATE = privateCards();
const ALL: ReadonlyMap<string, Card> = new Map([...BASE, ...PRIVATE]);
const SECRETS = [MATCH, MATCH_TWO, CODE, REVEALED_PASS.pass].map((secret) => secret.reveal());

/** Names every card of which `check` finds something wrong, with what it found. */
function wrong(cards: ReadonlyMap<string, Card>, check: (card: Card) => readonly unknown[]): readonly unknown[] {
  return [...cards].flatMap(([name, card]) => check(card).map((found) => [name, found]));
}

/** Buttons that send what was typed. Everything else must work while a required input is empty. */
const SENDS_INPUTS = new Set([
  ...['request.confirm', 'approval.confirmApprove', 'approval.confirmDeny', 'approval.confirmFraud'],
  ...['pass.reveal', 'pass.revealAgain'],
]);

const sendsInputs = (verb: unknown): boolean =>
  SENDS_INPUTS.has(String(verb)) || /^helpdesk\.|^incident\.(?!show)/.test(String(verb));

function allowedKeys(verb: unknown): readonly string[] {
  if (verb === 'counter.idCheck') return ['token', 'document'];
  return verb === 'approval.confirmApprove' ? ['token', 'verifiedBy'] : ['token'];
}

/** Read as text: what a card is drawn with, and what the samples draw. */
const SOURCES = readSourceFiles();
const SAMPLES = SOURCES.filter(({ path }) => /^tests\/cards\/sample-[a-z-]+\.ts$/.test(path));
const DRAWN = SOURCES.filter(({ path }) => /^cards\/[a-z-]+\.ts$/.test(path)).flatMap(({ text }) =>
  [...text.matchAll(/^export (?:function|const) (draw[A-Z]\w*|dialogCard)\b/gm)].map(([, name = '']) => name),
);

describe('when any card is drawn', () => {
  it('is among the samples, so that all of this is asked of it', () => {
    expect(DRAWN.length).toBeGreaterThan(20);
    const called = (name: string): boolean => SAMPLES.some(({ text }) => new RegExp(`\\b${name}\\(`).test(text));
    expect(DRAWN.filter((name) => !called(name))).toEqual([]);
  });

  it('is there in every state, for every role', () => {
    expect(ALL.size).toBeGreaterThan(180);
  });

  it('is an Adaptive Card 1.5 in English, with words for old clients and screen readers', () => {
    const frame = ({ content: c, summary }: Card) => {
      const good = c['type'] === 'AdaptiveCard' && c['version'] === '1.5' && c['lang'] === 'en';
      const words = [c['speak'], c['fallbackText'], summary].map(String);
      return good && words.every((text) => text.length > 5) ? [] : [words];
    };
    expect(wrong(ALL, frame)).toEqual([]);
  });

  it('has no place that was not filled', () => {
    expect(wrong(ALL, (card) => JSON.stringify(card).match(/\$\{|undefined|\[object|NaN|\[secret\]/g) ?? [])).toEqual(
      [],
    );
  });

  it('fits every client', () => {
    const size = (card: Card) => JSON.stringify(card.content).length * 2;
    expect(wrong(ALL, (card) => (size(card) > 28 * 1024 ? [size(card)] : []))).toEqual([]);
  });

  it('wraps every text, leaves none empty, and has a heading', () => {
    const texts = (card: Card) => {
      const blocks = content.ofType(card, 'TextBlock');
      const bad = blocks.filter(({ wrap, text }) => wrap !== true || String(text).trim() === '');
      return blocks.some(({ style }) => style === 'heading') ? bad : [...bad, 'no heading'];
    };
    expect(wrong(ALL, texts)).toEqual([]);
    expect(wrong(ALL, (card) => content.runs(card).filter((run) => run.trim() === ''))).toEqual([]);
  });

  it('labels every input, says what is wrong with it, and names every choice', () => {
    const unlabelled = (card: Card) =>
      content.inputs(card).filter(({ id, label, errorMessage }) => [id, label, errorMessage].some((one) => !one));
    expect(wrong(ALL, unlabelled)).toEqual([]);
    expect(wrong(ALL, (card) => content.choices(card).filter(({ title, value }) => !title || !value))).toEqual([]);
    expect(wrong(ALL, (card) => content.ofType(card, 'Input.ChoiceSet').filter(({ wrap }) => wrap !== true))).toEqual(
      [],
    );
  });

  it('has at most six actions, in ActionSets of at most two', () => {
    const actionSets = (card: Card) =>
      content.ofType(card, 'ActionSet').map((set) => set['actions'] as readonly Node[]);
    expect(wrong(ALL, (card) => (actionSets(card).flat().length > 6 ? ['too many'] : []))).toEqual([]);
    expect(wrong(ALL, (card) => actionSets(card).filter((actions) => actions.length > 2))).toEqual([]);
    expect(wrong(ALL, (card) => ('actions' in card.content ? ['actions outside an ActionSet'] : []))).toEqual([]);
  });

  it('gives every Execute a Submit with the same title, data and verb', () => {
    const without = (card: Card) =>
      content.executes(card).filter(({ title, data, verb, fallback }) => {
        const same = { type: 'Action.Submit', title, data: { ...(data as object), verb } };
        const { type, title: fallbackTitle, data: fallbackData } = fallback as Node;
        return JSON.stringify({ type, title: fallbackTitle, data: fallbackData }) !== JSON.stringify(same);
      });
    expect(wrong(ALL, without)).toEqual([]);
  });

  it('sends known verbs, a token and nothing else that could be trusted', () => {
    const strange = (card: Card) =>
      content.executes(card).filter(({ verb, data }) => {
        const keys = Object.keys(data as object).filter((key) => !allowedKeys(verb).includes(key));
        return keys.length > 0 || !(CARD_VERBS as readonly unknown[]).includes(verb);
      });
    expect(wrong(ALL, strange)).toEqual([]);
    expect(wrong(ALL, (card) => content.inputIds(card).filter((id) => !(id in INPUTS)))).toEqual([]);
  });

  it('lets people leave while a required input is empty', () => {
    const stuck = (card: Card) => {
      const required = content.inputs(card).some(({ isRequired }) => isRequired === true);
      const leaving = content.executes(card).filter(({ verb }) => !sendsInputs(verb));
      return required ? leaving.filter(({ associatedInputs }) => associatedInputs !== 'none') : [];
    };
    const stuckForms = new Set(wrong(ALL, stuck).map((one) => (one as readonly unknown[])[0]));
    expect(stuckForms).toEqual(new Set());
  });

  it('tells elements apart by their ids', () => {
    const doubles = (card: Card) => {
      const ids = content.nodes(card).flatMap(({ id }) => (id === undefined ? [] : [id]));
      return ids.filter((id, at) => ids.indexOf(id) !== at);
    };
    expect(wrong(ALL, doubles)).toEqual([]);
  });
});

describe('when a card stays in a chat', () => {
  it('shows no number, no code and no pass', () => {
    const leaked = (card: Card) => [...SECRETS, '483 920'].filter((secret) => JSON.stringify(card).includes(secret));
    expect(wrong(BASE, leaked)).toEqual([]);
    const places = (card: Card) =>
      content
        .nodes(card)
        .filter(({ id, type }) => /^(matchNumber2?|releaseCode|pass)$/.test(String(id)) && type !== 'Input.Text');
    expect(wrong(BASE, places)).toEqual([]);
  });

  it('can tell: the private cards do show them', () => {
    const leaked = (card: Card) => [...SECRETS, '483 920'].filter((secret) => JSON.stringify(card).includes(secret));
    expect(wrong(PRIVATE, leaked).length).toBeGreaterThan(5);
  });
});

describe('when a card shows a secret', () => {
  it('keeps it out of what is read aloud, previewed or sent back', () => {
    const around = ({ summary, content: c }: Card) =>
      JSON.stringify([summary, c['speak'], c['fallbackText'], c['refresh']]);
    const sentBack = (card: Card) => JSON.stringify(content.executes(card));
    const leaked = (card: Card) => SECRETS.filter((secret) => `${around(card)}${sentBack(card)}`.includes(secret));
    expect(wrong(PRIVATE, leaked)).toEqual([]);
  });
});

describe('when the reader’s channel id is known', () => {
  it('asks for its newest face by itself, for that reader only, with a token only', () => {
    for (const name of [
      'awaiting/employee',
      'awaiting/approver',
      'completed/requester',
      'draft',
      'notice/held/employee',
    ]) {
      const card = ALL.get(name);
      expect(card?.content['refresh']).toEqual({
        action: {
          type: 'Action.Execute',
          title: 'Update',
          verb: 'request.refresh',
          data: { token: expect.any(String) },
        },
        userIds: ['29:1abcDEF'],
      });
    }
  });

  it('leaves it out where nobody is named', () => {
    expect(ALL.get('help')?.content).not.toHaveProperty('refresh');
  });
});

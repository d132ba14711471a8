import { WHO } from '../../support/sample-people';
import type { TamperedCase } from './tampered-case';
import type { Json, TamperedScene } from './tampered-scene';

const RIGHT = 'approval.confirmApprove';

/** Verbs that sound like the right one, or like something inside the machine. */
const VERBS: Readonly<Record<string, unknown>> = {
  'in small letters': RIGHT.toLowerCase(),
  'in capitals': RIGHT.toUpperCase(),
  'with a space before': ` ${RIGHT}`,
  'with a space behind': `${RIGHT} `,
  'with a line end': `${RIGHT}\n`,
  'with a zero byte': `${RIGHT}\0`,
  'with a zero-width space': RIGHT.replace('.', '.​'),
  'with a letter of another alphabet': RIGHT.replace('a', 'а'),
  'with a slash': RIGHT.replace('.', '/'),
  'with one part more': `${RIGHT}.now`,
  'with one part less': 'confirmApprove',
  'of nobody': 'request.destroy',
  'of the domain': 'approveRequest',
  'of the worker': 'passIssued',
  'that is empty': '',
  'that is a prototype': '__proto__',
  'that is a constructor': 'constructor',
  'that is a method': 'hasOwnProperty',
  'that is long': RIGHT.repeat(40),
  'that is a number': 7,
  'that is null': null,
  'that is an array': [RIGHT],
  'that is an object': { verb: RIGHT },
  'that is missing': undefined,
};

/** The envelope of a press, broken or put to another use. */
function envelopes(data: Json): Readonly<Record<string, readonly [ends: TamperedCase['ends'], change: Json]>> {
  const action = { type: 'Action.Execute', verb: RIGHT, data };
  return {
    'no value': ['refused', { value: undefined }],
    'null for a value': ['refused', { value: null }],
    'text for a value': ['refused', { value: JSON.stringify({ action }) }],
    'an array for a value': ['refused', { value: [{ action }] }],
    'no action': ['refused', { value: {} }],
    'an action in an action': ['refused', { value: { action: { action } } }],
    'text for data': ['refused', { value: { action: { ...action, data: 'token' } } }],
    'an array for data': ['refused', { value: { action: { ...action, data: [data] } } }],
    'the token outside data': ['refused', { value: { ...data, action: { verb: RIGHT, data: {} } } }],
    'the client’s own refresh': ['harmless', { value: { action, trigger: 'automatic' } }],
    'the dialog of a card': ['refused', { name: 'task/submit', value: { data } }],
    'the dialog of a card, with its verb': [
      'refused',
      { name: 'task/submit', value: { data: { ...data, verb: RIGHT } } },
    ],
    'a press in a dialog': ['refused', { name: 'task/submit', value: { data: { action } } }],
    'another message extension': ['refused', { name: 'composeExtension/submitAction', value: { data } }],
    'a message extension, with its verb': [
      'refused',
      { name: 'composeExtension/submitAction', value: { commandId: 'openForUser', data: { ...data, verb: RIGHT } } },
    ],
    'a call that is answered by nothing': ['harmless', { name: 'composeExtension/query', value: { data } }],
    'a call of a sign-in': ['harmless', { name: 'signin/verifyState', value: { state: data } }],
    'a call without a name': ['harmless', { name: undefined }],
    'no kind of activity': ['door', { type: undefined }],
  };
}

export function tamperedVerbs(scene: TamperedScene): readonly TamperedCase[] {
  const data = { token: scene.token(WHO.max), matchNumber: scene.number, verifiedBy: 'inPerson' };
  const verbs = Object.entries(VERBS).map(([what, verb]): TamperedCase => ({
    what: `approve: a verb ${what}`,
    as: WHO.max,
    body: scene.press(WHO.max, verb, data),
    ends: 'refused',
  }));
  const rest = Object.entries(envelopes(data)).map(([what, [ends, change]]): TamperedCase => ({
    what: `approve: ${what}`,
    as: WHO.max,
    body: scene.press(WHO.max, RIGHT, data, change),
    ends,
  }));
  return [...verbs, ...rest];
}

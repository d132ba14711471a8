import { OTHER_TENANT } from '../../support/request-builder';
import { WHO } from '../../support/sample-people';
import type { TamperedCase } from './tampered-case';
import type { Json, TamperedScene } from './tampered-scene';

/** What Colin adds to his own card, which the bot has made for him, to be somebody else or somewhere else with it. */
function claims({ request, token }: TamperedScene): Readonly<Record<string, Json>> {
  const max = WHO.max;
  return {
    'another presser': { presser: max, aadObjectId: max, from: { aadObjectId: max }, user: max },
    'another approver': {
      approver: max,
      approvers: [max],
      candidates: [max],
      slots: [{ slot: 1, candidates: [WHO.colin] }],
    },
    'another employee': { employee: WHO.colin, target: WHO.colin, requester: WHO.ada },
    'another state': {
      state: 'approved',
      decided: { code: { generation: 1, voided: false } },
      employeeConfirmed: true,
    },
    'another request': { requestId: request.id, id: request.id, shortCode: request.shortCode, subject: request },
    'another organisation': {
      tenantId: OTHER_TENANT,
      tenant: OTHER_TENANT,
      channelData: { tenant: { id: OTHER_TENANT } },
    },
    'another slot': { slot: 1, round: 1, generation: 99, tries: 0 },
    'another role': { role: 'approver', group: 'security', isHelpdesk: true, viewer: { role: 'approver' } },
    'another verb': {
      verb: 'approval.confirmApprove',
      action: { verb: 'approval.confirmApprove', data: { token: token(max) } },
    },
    'another trigger': { trigger: 'manual', kind: 'press', place: 'link' },
    'the token of somebody else beside it': { Token: token(max), tokens: [token(max)], cardToken: token(max) },
    'the token of somebody else in dots': { 'data.token': token(max), 'action.data.token': token(max) },
    'a prototype': JSON.parse(`{"__proto__":{"presser":"${max}","isAdmin":true}}`) as Json,
    'a constructor': { constructor: { prototype: { presser: max } }, prototype: { presser: max } },
    'methods of objects': { toString: 'x', valueOf: 'x', hasOwnProperty: 'x', toJSON: 'x' },
    'words of the policy': { policy: { matchTries: 1_000 }, matchTries: 1_000, remints: 99, secureOn: 'approval' },
  };
}

/** What only others may press, with everything right in it that can be known. */
const theirs = ({ number, code }: TamperedScene): Readonly<Record<string, Json>> => ({
  'approval.confirmApprove': { matchNumber: number, verifiedBy: 'inPerson' },
  'approval.confirmDeny': { reason: 'denied.other' },
  'approval.withdraw': {},
  'approval.newCode': {},
  'pass.reveal': { releaseCode: code },
  'request.itsMe': {},
  'request.again': {},
  'request.fraud': {},
  'helpdesk.release': { reason: 'because' },
  'helpdesk.lift': { reason: 'because' },
  'helpdesk.password': { passwordReason: 'told' },
  'incident.show': {},
  'incident.reached': { answer: 'inPerson', note: 'met her' },
  'incident.close': {},
});

function claimed(scene: TamperedScene): readonly TamperedCase[] {
  const own = scene.token(WHO.colin);
  return Object.entries(theirs(scene)).flatMap(([verb, inputs]) =>
    Object.entries(claims(scene)).map(([what, extra]): TamperedCase => {
      const data = { ...inputs, ...extra, token: own };
      return {
        what: `${verb} by Colin: ${what}`,
        as: WHO.colin,
        body: scene.press(WHO.colin, verb, data),
        ends: 'refused',
      };
    }),
  );
}

/** No number that anybody could have typed. */
const NO_DIGITS: Readonly<Record<string, (right: string) => unknown>> = {
  'in an array': (right) => [right],
  'in an object': (right) => ({ value: right }),
  'as true': () => true,
  'as null': () => null,
  'as half a number': (right) => Number(right) + 0.5,
  'among a thousand others': (right) => Array.from({ length: 1_000 }, () => right).join(' '),
  'in digits of another script': (right) =>
    [...right].map((one) => String.fromCodePoint(0xff10 + Number(one))).join(''),
  'in words': () => 'five one eight',
  'as a wildcard': () => '***',
  'as a pattern': () => '.*',
};

function wrongTypes(scene: TamperedScene): readonly TamperedCase[] {
  const { number, code, press } = scene;
  return Object.entries(NO_DIGITS).flatMap(([what, typed]): readonly TamperedCase[] => {
    const approve = { token: scene.token(WHO.max), matchNumber: typed(number), verifiedBy: 'inPerson' };
    const reveal = { token: scene.token(WHO.ada), releaseCode: typed(code) };
    return [
      {
        what: `approve: the number ${what}`,
        as: WHO.max,
        body: press(WHO.max, 'approval.confirmApprove', approve),
        ends: 'refused',
      },
      { what: `reveal: the code ${what}`, as: WHO.ada, body: press(WHO.ada, 'pass.reveal', reveal), ends: 'refused' },
    ];
  });
}

/** Nobody was recognised in any way that the product knows. */
function noProof({ number, press, token }: TamperedScene): readonly TamperedCase[] {
  const ways = {
    missing: undefined,
    null: null,
    unknown: 'chat',
    cased: 'INPERSON',
    array: ['inPerson'],
    prototype: '__proto__',
    method: 'toString',
  };
  return Object.entries(ways).map(([what, verifiedBy]) => ({
    what: `approve: ${what} for how Ada was recognised`,
    as: WHO.max,
    body: press(WHO.max, 'approval.confirmApprove', { token: token(WHO.max), matchNumber: number, verifiedBy }),
    ends: 'refused',
  }));
}

/** The form for somebody else, by a member of the helpdesk who saw nobody. */
function noProofOnForm({ press }: TamperedScene): readonly TamperedCase[] {
  const ways = {
    missing: undefined,
    null: null,
    words: 'we chatted, and he knew the birthday',
    another: 'proof.chat',
    cased: 'PROOF.VIDEO',
    array: ['proof.video'],
    prototype: '__proto__',
    method: 'toString',
  };
  const form = { person: 'ada@contoso.example', ticket: 'INC1', scenario: 'lostPhone', place: 'teams' };
  return Object.entries(ways).map(([what, proof]) => ({
    what: `open for Ada: ${what} for how she was recognised`,
    as: WHO.helen,
    body: press(WHO.helen, 'helpdesk.openFor', { ...form, proof }),
    ends: 'refused',
  }));
}

export const tamperedData = (scene: TamperedScene): readonly TamperedCase[] => [
  ...claimed(scene),
  ...wrongTypes(scene),
  ...noProof(scene),
  ...noProofOnForm(scene),
];

import type { Card } from '../../cards/card';
import { drawRequest } from '../../cards/draw-request';
import { drawStop, drawStopForm } from '../../cards/draw-stop';
import type { RecoveryRequest } from '../../recovery/request';
import type { Stop } from '../../recovery/stops';
import { ADA, EMPLOYEE, NOW, view } from './sample-requests';

type Named = readonly (readonly [string, Card])[];

const RUNNING: Stop = { paused: false, at: NOW, by: 'system', reason: 'installed', told: true };

/** The switch of security, and its form. */
export function stopCards(): Named {
  return [
    ['stop/running', drawStop({ stop: RUNNING, token: 't' })],
    ['stop/paused', drawStop({ stop: { ...RUNNING, paused: true, by: ADA }, token: 't', by: 'Ada Lovelace' })],
    ['stop/form', drawStopForm('t', 'helpdesk.pause')],
  ];
}

const PAUSED = ['approved', 'revealed', 'selfSent', 'selfEndedLast'];

/** What the employee sees while all effects are stopped. */
export function pausedCards(requests: Readonly<Record<string, RecoveryRequest>>): Named {
  return Object.entries(requests)
    .filter(([name]) => PAUSED.includes(name))
    .map(([name, request]) => [`paused/${name}`, drawRequest(view(request, EMPLOYEE, { waits: { kind: 'paused' } }))]);
}

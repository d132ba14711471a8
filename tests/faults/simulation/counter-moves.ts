import { attendRequest, recordIdCheck } from '../../../recovery/attend-request';
import { openQr } from '../../../recovery/open-link';
import { done } from '../../../recovery/outcome';
import type { RecoveryRequest } from '../../../recovery/request';
import { showQr } from '../../../recovery/show-qr';
import type { ObjectId } from '../../../recovery/terms';
import { WHO } from '../../support/sample-people';
import type { Device, People } from './people';
import { who } from './people';

const attendantOf = ({ attendance }: RecoveryRequest): ObjectId => attendance?.attendant ?? WHO.colin;

export function attend(people: People, request: RecoveryRequest, presser: ObjectId): void {
  people.press('attend', presser, (deps) => attendRequest(deps, who(request, presser)));
}

function checkId(people: People, request: RecoveryRequest): void {
  const presser = attendantOf(request);
  const document = people.oneOf('companyBadge', 'identityDocument', 'drivingLicence');
  people.press('idCheck', presser, (deps) => recordIdCheck(deps, { ...who(request, presser), document }));
}

/** Somebody takes the case, and then looks at the ID. */
export function serve(people: People, request: RecoveryRequest): void {
  if (request.attendance === undefined) attend(people, request, people.oneOf(WHO.colin, WHO.colin, WHO.dora));
  else checkId(people, request);
}

export function show(people: People, request: RecoveryRequest, presser: ObjectId = attendantOf(request)): void {
  people.press('showQr', presser, async (deps) => {
    const shown = await showQr(deps, who(request, presser));
    if (shown.kind === 'refused') return shown;
    const token = shown.link.reveal().split('/').at(-1) ?? '';
    people.qr = { token, generation: shown.stored.request.attendance?.qr?.generation ?? 0 };
    return done(shown.stored);
  });
}

/** A device takes what stands on the attendant's screen. Where it is refused, another code is asked for. */
export function scan(people: People, device: Device): void {
  const { qr } = people;
  if (qr === undefined) return;
  people.press('scan', people.ownerOf(device), async (deps) => {
    const opened = await openQr(deps, { token: qr.token });
    if (opened.kind === 'refused') {
      if (device === 'own') people.qr = undefined;
      return opened;
    }
    people.universe.evidence.scans.push({ device, token: qr.token });
    people.pages.set(device, { ...qr, token: opened.token.reveal() });
    return undefined;
  });
}

/** The way through, once two people have approved: a QR code, Ada's own device, the code. */
export function hand(people: People, request: RecoveryRequest): void {
  const { qr, pages } = people;
  if (qr === undefined) show(people, request);
  else if (pages.get('own')?.generation !== qr.generation) scan(people, 'own');
  else people.revealOnDevice(request, 'own');
}

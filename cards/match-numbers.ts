import type { Slot } from '../recovery/facts';
import { PROGRESS } from '../words/progress';
import type { ShownNumber } from './card-data';
import { callerOf } from './people';
import type { RequestView } from './request-view';

const IDS = ['matchNumber', 'matchNumber2'] as const;

function openSlots(view: RequestView): readonly Slot[] {
  return view.request.slots.filter(({ approval }) => approval === undefined);
}

/** Whether the employee can be expected to recognise who calls. */
const knows = ({ group, standsInFor }: Slot): boolean => group === 'manager' && standsInFor === undefined;

/** The numbers that are still to be said, one for each approval that is open. Empty in a stored message. */
export function matchNumbers(view: RequestView): readonly ShownNumber[] {
  const several = view.request.slots.length > 1;
  const shown = openSlots(view).flatMap((slot) => {
    const match = view.numbers?.match?.find((one) => one.slot === slot.slot);
    return match === undefined ? [] : [{ slot, digits: match.number }];
  });
  return shown.map(({ slot, digits }, at) => {
    const who = callerOf(view, slot);
    return {
      id: IDS[at] ?? 'matchNumber2',
      label: several ? PROGRESS.numberFor(who) : PROGRESS.numberLabel,
      digits,
      hint: knows(slot) ? PROGRESS.numberHint(who) : PROGRESS.numberHintStranger,
    };
  });
}

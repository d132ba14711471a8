import { z } from 'zod';

const SHAPE = /^P(?=.)(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?=.)(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/;
const MESSAGE = 'must be an ISO 8601 duration such as PT1H or P1D';
const SECONDS_PER = [604_800, 86_400, 3_600, 60, 1] as const;

/**
 * Milliseconds of an ISO 8601 duration (`PT10M`, `P1D`, `P1DT12H`); `undefined` for anything else. Years and months are
 * refused, because their length depends on the calendar.
 */
export function parseDuration(text: string): number | undefined {
  const parts = SHAPE.exec(text)?.slice(1);
  if (parts === undefined) return undefined;
  return SECONDS_PER.reduce((total, seconds, at) => total + Number(parts[at] ?? 0) * seconds, 0) * 1_000;
}

/** An ISO 8601 duration of at least a second, read as milliseconds. */
export const durationSchema = z
  .string()
  .regex(SHAPE, MESSAGE)
  .transform((text, context) => {
    const milliseconds = parseDuration(text);
    if (milliseconds !== undefined && milliseconds > 0) return milliseconds;
    context.addIssue({ code: 'custom', message: MESSAGE });
    return z.NEVER;
  });

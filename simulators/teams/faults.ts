/** The operations of the connector, as faults name them. */
export type ConnectorOperation = 'create' | 'delete' | 'members' | 'send' | 'team' | 'update';

export interface ConnectorFault {
  readonly status: number;
  /** How many calls it meets. Default 1. */
  readonly times?: number;
  /** The error code in the body; each status has a usual one. */
  readonly code?: string;
  /** Only calls of this kind; default every kind. */
  readonly operation?: ConnectorOperation;
  /** Seconds, for 429. Default 1. */
  readonly retryAfter?: number;
}

interface Armed {
  readonly fault: ConnectorFault;
  left: number;
}

/** What shall go wrong next. Each switch counts down and then everything works again. */
export interface Faults {
  readonly armed: Armed[];
  /** Connector calls whose work is done but whose answer is lost. */
  answersToDrop: number;
  /** Invoke answers of the bot that get lost on the way to the person. */
  invokeAnswersToDrop: number;
}

export const createFaults = (): Faults => ({ armed: [], answersToDrop: 0, invokeAnswersToDrop: 0 });

/** The fault that meets this call, if any; counts it. */
export function nextConnectorFault(faults: Faults, operation: ConnectorOperation): ConnectorFault | undefined {
  const armed = faults.armed.find(
    ({ fault, left }) => left > 0 && (fault.operation === undefined || fault.operation === operation),
  );
  if (armed === undefined) return undefined;
  armed.left -= 1;
  return armed.fault;
}

/** True when the answer of the call at hand is to be lost; counts it. */
export function takeDroppedAnswer(faults: Faults, kind: 'answersToDrop' | 'invokeAnswersToDrop'): boolean {
  if (faults[kind] <= 0) return false;
  faults[kind] -= 1;
  return true;
}

/** The switches that tests turn. */
export interface FaultSwitches {
  /** The next connector calls (with a good token) get this answer and do nothing. */
  readonly connector: (fault: ConnectorFault) => void;
  /** The next connector calls are done, but the bot never hears of it. */
  readonly dropAnswers: (times: number) => void;
  /** The bot's next answers to buttons get lost: the person sees "Unable to reach app". */
  readonly dropInvokeAnswers: (times: number) => void;
}

export const faultSwitches = (faults: Faults): FaultSwitches => ({
  connector: (fault) => void faults.armed.push({ fault, left: fault.times ?? 1 }),
  dropAnswers: (times) => void (faults.answersToDrop = times),
  dropInvokeAnswers: (times) => void (faults.invokeAnswersToDrop = times),
});

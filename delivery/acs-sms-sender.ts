import { SmsClient } from '@azure/communication-sms';
import type { SmsSendResult } from '@azure/communication-sms';
import { cloudAt, isThisMachine } from '../platform/cloud-hosts';
import type { Secret } from '../platform/secret';
import { EffectError } from '../recovery/errors';
import { smsFault, smsRefusal } from './sms-fault';
import type { SmsSender } from './sms';

export interface AcsSmsSettings {
  /** `endpoint=https://...;accesskey=<base64>`. Plain http is taken for this machine only. */
  readonly connectionString: Secret;
  /** The number or name that the messages come from, as the Communication Services resource owns it. */
  readonly from: string;
  /** How long one call may take; 8 s unless told. */
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 8_000;

/** Text messages through Azure Communication Services. One call, never repeated: repeating belongs to the work queue. */
export class AcsSmsSender implements SmsSender {
  readonly #client: SmsClient;
  readonly #from: string;
  readonly #deadlineMs: number;

  constructor({ connectionString, from, deadlineMs = DEADLINE_MS }: AcsSmsSettings) {
    this.#client = connect(connectionString);
    this.#from = from;
    this.#deadlineMs = deadlineMs;
  }

  async send(to: Secret, text: Secret): Promise<void> {
    const results = await this.#post({ from: this.#from, to: [to.reveal()], message: text.reveal() });
    const [result] = results;
    if (result === undefined) throw new EffectError('unavailable', 'the SMS service answered without a result');
    if (!result.successful) throw smsRefusal(result.httpStatusCode);
  }

  async #post(message: {
    readonly from: string;
    readonly to: string[];
    readonly message: string;
  }): Promise<readonly SmsSendResult[]> {
    const abortSignal = AbortSignal.timeout(this.#deadlineMs);
    try {
      return await this.#client.send(message, { abortSignal });
    } catch (error) {
      throw smsFault(error, abortSignal.aborted);
    }
  }
}

const WRONG = 'the SMS connection string is not endpoint=https://<name>.communication.azure.com/;accesskey=...';

/** The SDK quotes the whole connection string, key included, when it does not like it: that error is dropped. */
function connect(connectionString: Secret): SmsClient {
  const text = connectionString.reveal();
  const endpoint = /endpoint=([^;]*)/i.exec(text)?.[1] ?? '';
  const isLocal = isThisMachine(endpoint);
  if (!isLocal && cloudAt('sms', endpoint) === undefined) throw new EffectError('rejected', WRONG);
  try {
    return new SmsClient(text, { allowInsecureConnection: isLocal, retryOptions: { maxRetries: 0 } });
  } catch {
    throw new EffectError('rejected', WRONG);
  }
}

import { z } from 'zod';
import { Secret } from '../platform/secret';
import type { LocalSettings } from './local-cloud';

const secret = z.string().transform((text) => Secret.of(text));
const text = z.string();

const settingsSchema = z.object({
  tenantId: text,
  tenantName: text,
  bot: z.object({ id: text, password: secret }),
  executor: z.object({ clientId: text, secret }),
  stepUp: z.object({ clientId: text, secret, authenticationContext: text }),
  groups: z.object({ helpdesk: text, duty: text, security: text, breakGlass: text }),
  graphBaseUrl: text,
  entraAuthorityHost: text,
  botOpenIdMetadataUrl: text,
  botLoginUrl: text,
  botServiceUrl: text,
  connectionString: secret,
  sms: z.object({ connectionString: secret, from: text }),
  mailSender: text,
  manifestId: text,
});

/** What a bot process is told before it starts: the cloud it lives in, where to listen, what it is called in the log. */
export interface BotOrder {
  readonly settings: LocalSettings;
  readonly instance: number;
  /** 0 takes a free port. */
  readonly port: number;
  /** Where people reach the bot, whichever instance answers. */
  readonly publicUrl: string;
  /** Put before the names of tables and queues. */
  readonly storagePrefix: string;
}

const orderSchema: z.ZodType<BotOrder> = z.object({
  settings: settingsSchema,
  instance: z.int(),
  port: z.int(),
  publicUrl: text,
  storagePrefix: text,
});

const messageSchema = z.object({ kind: z.literal('order'), order: orderSchema });
const answerSchema = z.object({ kind: z.literal('listening'), port: z.int() });

function plain(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

/** The order as a message between two processes. Danger: it holds secrets in the clear, for that one reader. */
export const orderMessage = (order: BotOrder): object => ({ kind: 'order', order: plain(order) });

/** Undefined where the message is no order. */
export const readOrder = (message: unknown): BotOrder | undefined => messageSchema.safeParse(message).data?.order;

export const listeningMessage = (port: number): object => ({ kind: 'listening', port });

/** The port, where the message says that the bot listens. */
export const readListening = (message: unknown): number | undefined => answerSchema.safeParse(message).data?.port;

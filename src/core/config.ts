import path from 'node:path';
import { z } from 'zod';
import { agents } from './agents.ts';
import { readS3Settings } from './artifacts/s3/read-s3-settings.ts';
import type { S3Settings } from './artifacts/s3/s3-settings.ts';
import type { ArrangementFile } from './arrangement/load-arrangement.ts';
import { MoraError } from './errors.ts';
import type { Keeping } from './studio/retention/sweep.ts';
import { parseRedisAddress, redisForms } from './queue/redis-address.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const redisUrl = z.string().refine((text) => parseRedisAddress(text) !== undefined, redisForms);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/u, error: 'must look like postgresql://user@host:5432/name' });

const webUrl = z.url({ protocol: /^https?$/u, error: 'must look like https://host/path' });
/** A scheme and a host: pages have their addresses from the root, so a path before them would break them. */
const publicUrl = z
  .url({ protocol: /^https?$/u, error: 'must look like https://mora.example', abort: true })
  .refine((text) => {
    const { pathname, search, hash, username, password } = new URL(text);
    return /^\/+$/u.test(pathname) && search + hash + username + password === '';
  }, 'must end after the host, like https://mora.example: a path is not supported');
const snowflake = z.string().regex(/^\d{15,20}$/u, 'must be the number that Discord calls the application id');

/** Secrets of Slack, told apart by how they begin; tokens that rotate begin otherwise, and are not taken. */
const slackToken = (prefix: 'xoxb-' | 'xapp-') =>
  z
    .string()
    .startsWith(prefix, { error: `must begin with ${prefix}`, abort: true })
    .regex(/^[\w-]+$/u, 'must be the token alone');
const slackSecret = z.string().regex(/^[\w-]+$/u, 'must be the secret alone, as Slack shows it');

/** `all`, `none`, or names of agents with commas between them. */
const agentList = z.string().transform((text, context) => {
  if (text === 'all') return [...agents];
  if (text === 'none') return [];
  return text.split(',').map((name) => {
    const agent = agents.find((known) => known === name.trim());
    if (agent !== undefined) return agent;
    context.addIssue({
      code: 'custom',
      message: `knows no agent "${name.trim()}"; the agents are ${agents.join(', ')}`,
    });
    return z.NEVER;
  });
});

/** Addresses with commas between them, each without a slash at its end. */
const urlList = z.string().transform((text, context) => {
  const urls = text.split(',').map((part) => part.trim());
  if (urls.every((url) => webUrl.safeParse(url).success)) return urls.map((url) => url.replace(/\/+$/u, ''));
  context.addIssue({ code: 'custom', message: 'must look like http://host:8188, several with commas between them' });
  return z.NEVER;
});

const defaultArrangementFile = 'mora.config.yaml';

/** Every variable that the studio reads. `.env.example` documents the same names; a test compares the two. */
export const environmentSchema = z.object({
  PORT: port.default(3000),
  /** Address to listen on. Only this machine by default: the playground asks nobody for a password. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Where supervisors on other machines ask after this process and its queues; nothing else is there. */
  MORA_HEALTH_PORT: port.optional(),
  MORA_DATA_DIR: z.string().min(1).default('data'),
  /** Where the operator arranged the studio. Unlike the default, a file that is named must be there. */
  MORA_CONFIG: z.string().min(1).default(defaultArrangementFile),
  MORA_AGENTS: agentList.prefault('all'),
  /** Where people elsewhere open the pages of clips. */
  MORA_PUBLIC_URL: publicUrl.transform((text) => new URL(text).origin).optional(),
  DATABASE_URL: postgresUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  /** The bucket for artifacts, in Amazon's S3 or in another server that speaks its protocol. */
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u, 'must be the name of a bucket alone')
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[\w-]+$/u, 'must be the name of a region, like eu-central-1')
    .default('us-east-1'),
  S3_ENDPOINT: webUrl.optional(),
  /** Where browsers reach the same server. */
  S3_PUBLIC_ENDPOINT: webUrl.optional(),
  S3_ACCESS_KEY_ID: z.string().regex(/^\S+$/u, 'must be the key alone').optional(),
  S3_SECRET_ACCESS_KEY: z.string().regex(/^\S+$/u, 'must be the key alone').optional(),
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w.-]+$/u, 'must be the token alone, without “Bot” before it')
    .optional(),
  DISCORD_APP_ID: snowflake.optional(),
  /** Another server that speaks Discord's API. */
  DISCORD_API_URL: webUrl.optional(),
  SLACK_BOT_TOKEN: slackToken('xoxb-').optional(),
  /** With it events come over a connection of ours: Socket Mode. */
  SLACK_APP_TOKEN: slackToken('xapp-').optional(),
  /** With it events come as signed requests to `/slack/events`. */
  SLACK_SIGNING_SECRET: slackSecret.optional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^[\w.-]+$/u, 'must be the id alone: two numbers with a dot between them')
    .optional(),
  SLACK_CLIENT_SECRET: slackSecret.optional(),
  /** Another server that speaks Slack's API. */
  SLACK_API_URL: webUrl.optional(),
  OPENAI_API_KEY: z.string().regex(/^\S+$/u, 'must be the key alone').optional(),
  /** Another server that speaks OpenAI's API: Ollama, vLLM, a proxy. It may need no key. */
  OPENAI_BASE_URL: webUrl.optional(),
  REPLICATE_API_TOKEN: z.string().regex(/^\S+$/u, 'must be the token alone').optional(),
  /** Another server that speaks Replicate's API. */
  REPLICATE_BASE_URL: webUrl.optional(),
  /** Where ComfyUI runs; several with commas between them. */
  COMFYUI_URL: urlList.optional(),
  /** Days for which videos, and what people asked, are kept; without end where absent. */
  MORA_KEEP_DAYS: z.coerce.number().int().min(1).max(36_500).optional(),
  /** Gigabytes that finished videos may take together. */
  MORA_KEEP_GB: z.coerce.number().positive().max(1_000_000).optional(),
  /** Which ready-made crew plays. */
  MORA_CREW: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The studio's settings, read once at the start. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Of the server for supervisors; absent where there is none. */
  readonly healthPort?: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly agents: readonly (typeof agents)[number][];
  readonly arrangementFile: ArrangementFile;
  /** Origin of the public pages, without a slash at its end; absent where there are none. */
  readonly publicUrl?: string;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  /** Where artifacts are kept; in the data directory where absent. */
  readonly s3?: S3Settings;
  /** The secret of the bot: never printed, never logged. */
  readonly discordToken?: string;
  readonly discordAppId?: string;
  /** Without a slash at its end; Discord's own where absent. */
  readonly discordApiUrl?: string;
  /** The secret of the bot in one workspace: never printed, never logged, and neither are the next ones. */
  readonly slackBotToken?: string;
  readonly slackAppToken?: string;
  readonly slackSigningSecret?: string;
  readonly slackClientId?: string;
  readonly slackClientSecret?: string;
  /** With one slash at its end; Slack's own where absent. */
  readonly slackApiUrl?: string;
  /** A secret, as is the token below. */
  readonly openaiApiKey?: string;
  /** Without a slash at its end, as are the addresses below; OpenAI's own where absent. */
  readonly openaiBaseUrl?: string;
  readonly replicateApiToken?: string;
  readonly replicateBaseUrl?: string;
  readonly comfyuiUrls: readonly string[];
  /** How much of what was made is kept, and how long. */
  readonly keeping: Keeping;
  /** The ready-made crew that the operator chose. */
  readonly crew?: string;
  readonly logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL'];
}

/** Reads the settings. Throws `configuration` with every problem at once; values are never repeated. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const parsed = environmentSchema.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new MoraError('configuration', `Mend these settings, then start again. ${problems.join('; ')}.`);
  }
  const { PORT, HOST, MORA_HEALTH_PORT, MORA_DATA_DIR, MORA_CONFIG, MORA_AGENTS, DATABASE_URL, REDIS_URL, LOG_LEVEL } =
    parsed.data;
  const { MORA_PUBLIC_URL, DISCORD_TOKEN, DISCORD_APP_ID, DISCORD_API_URL } = parsed.data;
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = parsed.data;
  const { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_API_URL } = parsed.data;
  const { OPENAI_API_KEY, OPENAI_BASE_URL, REPLICATE_API_TOKEN, REPLICATE_BASE_URL } = parsed.data;
  const { COMFYUI_URL, MORA_CREW, MORA_KEEP_DAYS, MORA_KEEP_GB } = parsed.data;
  const s3 = readS3Settings(parsed.data);
  return {
    port: PORT,
    host: HOST,
    dataDir: path.resolve(MORA_DATA_DIR),
    agents: MORA_AGENTS,
    arrangementFile: { path: MORA_CONFIG, named: MORA_CONFIG !== defaultArrangementFile },
    comfyuiUrls: COMFYUI_URL ?? [],
    keeping: {
      ...(MORA_KEEP_DAYS === undefined ? {} : { days: MORA_KEEP_DAYS }),
      ...(MORA_KEEP_GB === undefined ? {} : { bytes: MORA_KEEP_GB * 1e9 }),
    },
    logLevel: LOG_LEVEL,
    ...(MORA_HEALTH_PORT === undefined ? {} : { healthPort: MORA_HEALTH_PORT }),
    ...(s3 === undefined ? {} : { s3 }),
    ...(DATABASE_URL === undefined ? {} : { databaseUrl: DATABASE_URL }),
    ...(REDIS_URL === undefined ? {} : { redisUrl: REDIS_URL }),
    ...(MORA_PUBLIC_URL === undefined ? {} : { publicUrl: MORA_PUBLIC_URL }),
    ...(DISCORD_TOKEN === undefined ? {} : { discordToken: DISCORD_TOKEN }),
    ...(DISCORD_APP_ID === undefined ? {} : { discordAppId: DISCORD_APP_ID }),
    ...(DISCORD_API_URL === undefined ? {} : { discordApiUrl: DISCORD_API_URL.replace(/\/+$/u, '') }),
    ...(SLACK_BOT_TOKEN === undefined ? {} : { slackBotToken: SLACK_BOT_TOKEN }),
    ...(SLACK_APP_TOKEN === undefined ? {} : { slackAppToken: SLACK_APP_TOKEN }),
    ...(SLACK_SIGNING_SECRET === undefined ? {} : { slackSigningSecret: SLACK_SIGNING_SECRET }),
    ...(SLACK_CLIENT_ID === undefined ? {} : { slackClientId: SLACK_CLIENT_ID }),
    ...(SLACK_CLIENT_SECRET === undefined ? {} : { slackClientSecret: SLACK_CLIENT_SECRET }),
    ...(OPENAI_API_KEY === undefined ? {} : { openaiApiKey: OPENAI_API_KEY }),
    ...(OPENAI_BASE_URL === undefined ? {} : { openaiBaseUrl: OPENAI_BASE_URL.replace(/\/+$/u, '') }),
    ...(REPLICATE_API_TOKEN === undefined ? {} : { replicateApiToken: REPLICATE_API_TOKEN }),
    ...(REPLICATE_BASE_URL === undefined ? {} : { replicateBaseUrl: REPLICATE_BASE_URL.replace(/\/+$/u, '') }),
    ...(MORA_CREW === undefined ? {} : { crew: MORA_CREW }),
    ...(SLACK_API_URL === undefined ? {} : { slackApiUrl: SLACK_API_URL.replace(/\/*$/u, '/') }),
  };
}

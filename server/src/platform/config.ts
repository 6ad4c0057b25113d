/**
 * The configuration: everything that a deployment may say, read once from the environment at the start. A wrong
 * environment is refused as a whole, with every fault at once, so that nobody mends them one restart at a time.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { PlainError } from './plain-error.js';
import { PROJECT_ROOT } from './project-root.js';

/** Names whose values are secrets: each may also be given as NAME_FILE, the path of a file that holds it. */
export const SECRETS = [
  'DATABASE_URL',
  'MEILI_API_KEY',
  'EMBEDDINGS_API_KEY',
  'S3_ACCESS_KEY',
  'S3_SECRET_KEY',
  'METRICS_TOKEN',
  'SMTP_URL',
  'ADMIN_PASSWORD',
  'SECRET_KEY',
  'OIDC_CLIENT_SECRET',
] as const;

const fault = (ru: string, en: string) => ({ error: `${ru} (${en})` });
const whole = (from: number, to: number) =>
  z.coerce
    .number(fault(`нужно целое число от ${from} до ${to}`, `must be a whole number from ${from} to ${to}`))
    .refine(
      (value) => Number.isInteger(value) && value >= from && value <= to,
      fault(`нужно целое число от ${from} до ${to}`, `must be a whole number from ${from} to ${to}`),
    );
const flag = (preset: boolean) =>
  z
    .enum(['true', 'false'], fault('нужно true или false', 'must be true or false'))
    .default(preset ? 'true' : 'false')
    .transform((value) => value === 'true');
const address = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      fault(
        `нужен адрес вида ${protocols.map((name) => `${name}//…`).join(' или ')}`,
        `must be an address like ${protocols.map((name) => `${name}//…`).join(' or ')}`,
      ),
    );
const httpAddress = () => address(['http:', 'https:']);
/** Where a provider is tried out on the computer itself. */
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
const PROXY = /^(loopback|linklocal|uniquelocal|[0-9a-f.:]+(\/\d{1,3})?)$/i;

/** The environment, name by name; `.env.example` explains each. */
export const environmentSchema = z.object({
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: httpAddress().optional(),
  PUBLIC_API: flag(true),
  TRUST_PROXY: z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine(
      (list) => list.every((item) => PROXY.test(item)),
      fault(
        'нужны адреса прокси через запятую, например «loopback, 10.0.0.0/8»',
        'must list addresses of proxies, such as "loopback, 10.0.0.0/8"',
      ),
    )
    .prefault(''),
  RATE_LIMIT: whole(1, 10_000_000).default(6000),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: address(['postgres:', 'postgresql:']).optional(),
  MEILI_URL: httpAddress().optional(),
  MEILI_API_KEY: z.string().optional(),
  MEILI_INDEX_PREFIX: z
    .string()
    .regex(
      /^[a-z0-9_-]{0,40}$/i,
      fault('только латинские буквы, цифры, - и _', 'only Latin letters, digits, - and _'),
    )
    .default('metodbank'),
  EMBEDDINGS_URL: httpAddress().optional(),
  EMBEDDINGS_PROTOCOL: z
    .enum(['openai', 'ollama'], fault('нужно openai или ollama', 'must be openai or ollama'))
    .default('openai'),
  EMBEDDINGS_MODEL: z.string().optional(),
  EMBEDDINGS_API_KEY: z.string().optional(),
  EMBEDDINGS_QUERY_PREFIX: z.string().default(''),
  EMBEDDINGS_PASSAGE_PREFIX: z.string().default(''),
  EMBEDDINGS_LEAST: z.coerce
    .number(fault('нужно число от 0 до 1', 'must be a number from 0 to 1'))
    .min(0, fault('нужно число от 0 до 1', 'must be a number from 0 to 1'))
    .max(1, fault('нужно число от 0 до 1', 'must be a number from 0 to 1'))
    .default(0.6),
  S3_ENDPOINT: httpAddress().optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY: z.string().optional(),
  S3_SECRET_KEY: z.string().optional(),
  CLAMAV_HOST: z.string().optional(),
  CLAMAV_PORT: whole(1, 65_535).default(3310),
  SMTP_URL: address(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.string().optional(),
  ADMIN_EMAIL: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/, fault('нужен адрес почты', 'must be an e-mail address'))
    .optional(),
  ADMIN_NAME: z.string().optional(),
  ADMIN_PASSWORD: z
    .string()
    .min(8, fault('не короче 8 знаков', 'must have 8 characters or more'))
    .max(128, fault('не длиннее 128 знаков', 'must have 128 characters or less'))
    .optional(),
  SECRET_KEY: z.string().min(32, fault('не короче 32 знаков', 'must have 32 characters or more')).optional(),
  STAFF_SECOND_FACTOR: flag(false),
  OIDC_ISSUER: httpAddress()
    .refine(
      (value) => value.startsWith('https:') || LOOPBACK.test(value),
      fault('нужен адрес с https', 'must be an address with https'),
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60, fault('не длиннее 60 знаков', 'must have 60 characters or less')).optional(),
  SEED_DEMO: flag(true),
  LOG_LEVEL: z
    .enum(
      LOG_LEVELS,
      fault(`нужно одно из: ${LOG_LEVELS.join(', ')}`, `must be one of: ${LOG_LEVELS.join(', ')}`),
    )
    .optional(),
  METRICS_TOKEN: z.string().optional(),
  OPERATOR: z.string().optional(),
  CERTIFICATE_ISSUER: z.string().optional(),
  CERTIFICATE_SIGNER_POST: z.string().default('Руководитель'),
  CERTIFICATE_SIGNER_NAME: z.string().optional(),
});

/** Where originals are kept when it is not the local folder. */
export interface S3Config {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A service of others that vouches for people: OpenID Connect. */
export interface OidcConfig {
  /** As the provider itself writes it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** «Войти через …». */
  readonly name: string;
}

/** The server of the search by meaning. */
export interface EmbeddingsConfig {
  /** Without a slash at the end. */
  readonly url: string;
  readonly protocol: 'openai' | 'ollama';
  readonly model: string;
  readonly apiKey: string | undefined;
  /** Some models want to be told what a text is, such as "query: " and "passage: ". */
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  /** What is less similar, 0 to 1, is not near. */
  readonly leastSimilarity: number;
}

/** What the deployment said, checked and completed. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Address that visitors see, without a slash at the end. */
  readonly publicUrl: string;
  /** Whether anybody may read the schema by introspection. */
  readonly publicApi: boolean;
  /** Proxies whose X-Forwarded-* headers are believed; empty for none. */
  readonly trustProxy: readonly string[];
  /** Requests that one address may send in a minute. */
  readonly rateLimit: number;
  /** Absolute path of the folder for the embedded database and the local files. */
  readonly dataDir: string;
  /** The outside PostgreSQL; undefined for the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly meili: {
    readonly url: string | undefined;
    readonly apiKey: string | undefined;
    readonly indexPrefix: string;
  };
  /** Undefined where the search looks at words alone. */
  readonly embeddings: EmbeddingsConfig | undefined;
  readonly s3: S3Config | undefined;
  /** The virus scanner that looks at files before anybody gets them; undefined for none. */
  readonly clamav: { readonly host: string; readonly port: number } | undefined;
  /** How letters go out. */
  readonly mail: {
    /** The mail server; undefined lets letters go into the log. */
    readonly smtpUrl: string | undefined;
    /** Whom letters come from. */
    readonly from: string;
  };
  /** Whom a bank without an administrator gets as its first; undefined for nobody. */
  readonly administrator:
    | { readonly email: string; readonly name?: string | undefined; readonly password?: string | undefined }
    | undefined;
  /** With what secrets are sealed that the bank reads again; undefined for a key in the data folder. */
  readonly secretKey: string | undefined;
  /** Whether those who see what is not public, or decide for others, have to sign in with a second factor. */
  readonly staffSecondFactor: boolean;
  /** By which outside service people may sign in; undefined for none. */
  readonly oidc: OidcConfig | undefined;
  /** Whether an empty bank is filled with the demo materials. */
  readonly seedDemo: boolean;
  /** Undefined lets the logger choose: quiet on a terminal, `info` elsewhere. */
  readonly logLevel: (typeof LOG_LEVELS)[number] | undefined;
  readonly metricsToken: string | undefined;
  /** Who answers for personal data: name, address, ИНН and ОГРН, as consents name it; null where nobody said. */
  readonly operator: string | null;
  /** What certificates say of who issues and signs them. */
  readonly certificateIssuer: {
    readonly organization: string | null;
    readonly signerPost: string;
    readonly signerName: string | null;
  };
}

/** The environment is wrong; `faults` holds one line for each fault, in Russian and English. */
export class ConfigError extends PlainError {
  constructor(readonly faults: readonly string[]) {
    super(`Настройки неверны (wrong configuration):\n${faults.map((line) => `  • ${line}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the configuration.
 * @throws ConfigError with all faults at once
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const given = readSecretFiles(withoutEmpty(environment), faults);
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      const secret = (SECRETS as readonly string[]).includes(name);
      faults.push(`${name}: ${issue.message}${secret ? '' : `; сейчас (now): «${given[name] ?? ''}»`}`);
    }
  }
  const s3 = readS3(given, faults);
  refuseParts(given, ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'], faults);
  if (given['EMBEDDINGS_URL'] && !given['EMBEDDINGS_MODEL'])
    faults.push('EMBEDDINGS_MODEL: нужна вместе с EMBEDDINGS_URL (needed together with EMBEDDINGS_URL)');
  if (faults.length > 0 || !parsed.success) throw new ConfigError(faults);
  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    publicApi: env.PUBLIC_API,
    trustProxy: env.TRUST_PROXY,
    rateLimit: env.RATE_LIMIT,
    dataDir: resolve(PROJECT_ROOT, env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    meili: { url: env.MEILI_URL, apiKey: env.MEILI_API_KEY, indexPrefix: env.MEILI_INDEX_PREFIX },
    embeddings: readEmbeddings(env),
    s3: s3 && { ...s3, region: env.S3_REGION },
    clamav: env.CLAMAV_HOST ? { host: env.CLAMAV_HOST, port: env.CLAMAV_PORT } : undefined,
    mail: {
      smtpUrl: env.SMTP_URL,
      from: env.MAIL_FROM ?? `Методбанк <no-reply@${new URL(env.PUBLIC_URL ?? 'http://localhost').hostname}>`,
    },
    administrator: env.ADMIN_EMAIL
      ? { email: env.ADMIN_EMAIL, name: env.ADMIN_NAME, password: env.ADMIN_PASSWORD }
      : undefined,
    secretKey: env.SECRET_KEY,
    staffSecondFactor: env.STAFF_SECOND_FACTOR,
    oidc: readOidc(env),
    seedDemo: env.SEED_DEMO,
    logLevel: env.LOG_LEVEL,
    metricsToken: env.METRICS_TOKEN,
    operator: env.OPERATOR ?? null,
    certificateIssuer: {
      organization: env.CERTIFICATE_ISSUER ?? null,
      signerPost: env.CERTIFICATE_SIGNER_POST,
      signerName: env.CERTIFICATE_SIGNER_NAME ?? null,
    },
  };
}

function readEmbeddings(env: z.infer<typeof environmentSchema>): EmbeddingsConfig | undefined {
  if (env.EMBEDDINGS_URL === undefined || env.EMBEDDINGS_MODEL === undefined) return undefined;
  return {
    url: env.EMBEDDINGS_URL.replace(/\/+$/, ''),
    protocol: env.EMBEDDINGS_PROTOCOL,
    model: env.EMBEDDINGS_MODEL,
    apiKey: env.EMBEDDINGS_API_KEY,
    queryPrefix: env.EMBEDDINGS_QUERY_PREFIX,
    passagePrefix: env.EMBEDDINGS_PASSAGE_PREFIX,
    leastSimilarity: env.EMBEDDINGS_LEAST,
  };
}

/** Compose files pass unset variables as empty strings. */
function withoutEmpty(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(environment).filter(
    (entry): entry is [string, string] => !!entry[1]?.trim(),
  );
  return Object.fromEntries(entries);
}

function readSecretFiles(given: Record<string, string>, faults: string[]): Record<string, string> {
  for (const name of SECRETS) {
    const path = given[`${name}_FILE`];
    if (!path) continue;
    if (given[name]) faults.push(`${name}, ${name}_FILE: задайте одно из двух (give only one of the two)`);
    try {
      given[name] = readFileSync(path, 'utf8').trim();
    } catch {
      faults.push(`${name}_FILE: файл не читается (the file cannot be read): «${path}»`);
    }
  }
  return given;
}

function readOidc(env: z.infer<typeof environmentSchema>): OidcConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) return undefined;
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME ?? new URL(issuer).hostname };
}

/**
 * Settings that say something only together.
 * @returns whether all are given
 */
function refuseParts(given: Record<string, string>, names: readonly string[], faults: string[]): boolean {
  const missing = names.filter((name) => !given[name]);
  if (missing.length > 0 && missing.length < names.length) {
    const present = names.filter((name) => given[name]).join(', ');
    faults.push(`${missing.join(', ')}: нужны вместе с ${present} (needed together with ${present})`);
  }
  return missing.length === 0;
}

function readS3(given: Record<string, string>, faults: string[]): Omit<S3Config, 'region'> | undefined {
  const names = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const;
  if (!refuseParts(given, names, faults)) return undefined;
  const [endpoint, bucket, accessKeyId, secretAccessKey] = names.map((name) => given[name] as string);
  return {
    endpoint: endpoint!,
    bucket: bucket!,
    accessKeyId: accessKeyId!,
    secretAccessKey: secretAccessKey!,
  };
}

/**
 * The log: one JSON line for each event, or short readable lines on a terminal. Whatever comes from outside is cut
 * and freed of control characters before it is written; cookies and other headers are never written at all.
 */
import { type Logger, pino } from 'pino';
import type { Config } from './config.js';

const LONGEST = 300;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A text from outside in a form that is safe to log. */
function loggable(text: unknown): string {
  return String(text ?? '')
    .slice(0, LONGEST)
    .replace(CONTROL, '\ufffd');
}

interface LoggedRequest {
  readonly id: unknown;
  readonly method: string;
  readonly url: string;
  readonly ip: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

const serializers = {
  req: (request: LoggedRequest) => ({
    id: request.id,
    method: request.method,
    url: loggable(request.url.split('?')[0]),
    ip: request.ip,
    agent: loggable(request.headers['user-agent']),
  }),
  res: (reply: { readonly statusCode: number }) => ({ status: reply.statusCode }),
  err: (error: Error & { code?: unknown }) => ({
    type: error.name,
    code: error.code,
    message: loggable(error.message),
    stack: String(error.stack ?? '').slice(0, 4_000),
  }),
};

/**
 * Makes a logger.
 * @param write takes the JSON lines; without it they go to the standard output, readable where that is a terminal
 */
export function createLog(config: Pick<Config, 'logLevel'>, write?: (line: string) => void): Logger {
  const terminal = write === undefined && process.stdout.isTTY === true;
  const level = config.logLevel ?? (terminal ? 'warn' : 'info');
  const options = { level, base: null, serializers, timestamp: pino.stdTimeFunctions.isoTime };
  if (terminal) return pino(options, { write: (line: string) => process.stdout.write(readable(line)) });
  return write ? pino(options, { write }) : pino(options);
}

function readable(line: string): string {
  const { level, time, msg, req, res, err } = JSON.parse(line) as Record<string, Record<string, unknown>> & {
    level: number;
    time: string;
    msg?: string;
  };
  const mark = level >= 50 ? '\u001b[31m✗\u001b[0m' : level >= 40 ? '\u001b[33m!\u001b[0m' : '·';
  const parts = [
    mark,
    new Date(time).toLocaleTimeString('ru'),
    req && `${req.method} ${req.url}`,
    res?.status,
    msg,
  ];
  return `${parts.filter(Boolean).join(' ')}${err ? `\n${err.stack as string}` : ''}\n`;
}

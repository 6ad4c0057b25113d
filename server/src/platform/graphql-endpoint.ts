/**
 * Answers GraphQL requests, wherever they come from: `graphql-routes.ts` brings them over HTTP, the server-rendered
 * pages bring them without (`graphql-in-process.ts`), and both pass the same gates in the same order: remembered
 * answer → shape → cost → budget of the address → Apollo, which parses, validates and executes.
 */
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { type DocumentNode, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { type AnswerCache, etagOf } from './answer-cache.js';
import { type Actor, GUEST } from './actor.js';
import { compiledExecution } from './compiled-execution.js';
import { type Client, type Count, type GraphQLContext, type RequestScope, requestScope } from './context.js';
import { DomainError } from './errors.js';
import { type ReportError, describeKnown, errorFormatter } from './graphql-errors.js';
import type { QueryBudget } from './query-budget.js';
import { QUERY_LIMITS, QueryLimit, checkCost, checkShape } from './query-limits.js';
import { LeastRecent } from './least-recent.js';

/** A question, free of its transport. */
export interface GraphQLQuestion {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: HeaderMap;
  /** Query string with its question mark; empty for none. */
  readonly search: string;
  /** The parsed body; undefined for GET. */
  readonly body: unknown;
  readonly scope: RequestScope;
  /** Network address of the visitor; undefined where it is not known. */
  readonly address: string | undefined;
  /** Whether the question pays from the budget of its address; pages that the server renders do not. */
  readonly pays: boolean;
}

/** An answer, free of its transport. */
export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `Set-Cookie` lines. */
  readonly setCookies?: readonly string[];
  readonly body: string;
}

/** What the endpoint is made of. */
export interface GraphQLEndpointOptions {
  readonly schema: GraphQLSchema;
  /** Whether anybody may introspect the schema. */
  readonly introspection: boolean;
  readonly cache: AnswerCache;
  readonly budget: QueryBudget;
  readonly report: ReportError;
  /** Tells by the cookies who asks; everybody is a guest without it. */
  readonly authenticate?: (cookies: string | undefined) => Promise<Actor>;
  /** Runs a request inside the ORM's context. */
  readonly inOrm?: <T>(run: () => Promise<T>) => Promise<T>;
  /** Told of each answer: where it came from. */
  readonly observe?: (outcome: 'remembered' | 'executed' | 'refused') => void;
}

interface Parameters {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Verdict {
  readonly refusal?: GraphQLAnswer | undefined;
  readonly kind?: string;
}

const DOCUMENTS_REMEMBERED = 500;
/** Characters of the longest document that is remembered parsed; the pages' own are a quarter of it. */
const LONGEST_REMEMBERED = 8_000;
/** Seconds after which a database that was away may be back. */
const RETRY_AFTER_S = '5';
const VARY = 'accept, accept-language, accept-encoding';

/** The bank's GraphQL API. */
export class GraphQLEndpoint {
  private readonly apollo: ApolloServer<GraphQLContext>;
  private readonly documents = new LeastRecent<string, DocumentNode>(DOCUMENTS_REMEMBERED);

  constructor(private readonly options: GraphQLEndpointOptions) {
    this.apollo = new ApolloServer<GraphQLContext>({
      gateway: compiledExecution(options.schema),
      introspection: options.introspection,
      persistedQueries: false,
      allowBatchedHttpRequests: false,
      csrfPrevention: true,
      hideSchemaDetailsFromClientErrors: true,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      parseOptions: { maxTokens: QUERY_LIMITS.tokens },
      validationOptions: { maxErrors: QUERY_LIMITS.errors - 1 }, // graphql adds one that says that it gave up
      formatError: errorFormatter(options.report),
      stringifyResult: (result) => JSON.stringify(result),
      plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled()],
    });
  }

  /** Begins to answer. Rejects when the schema is wrong. */
  start(): Promise<void> {
    return this.apollo.start();
  }

  /** Ends answering; call it when no request is left. */
  stop(): Promise<void> {
    return this.apollo.stop();
  }

  /** Answers one question. Never rejects for what the question holds. */
  answer(question: GraphQLQuestion): Promise<GraphQLAnswer> {
    return requestScope.run(question.scope, () => this.answerInScope(question));
  }

  private async answerInScope(question: GraphQLQuestion): Promise<GraphQLAnswer> {
    const { cache, observe } = this.options;
    const actor = await this.actorOf(question);
    const parameters = parametersOf(question);
    // what a member sees, or one who is about to be one, is their own
    const key = parameters && actor === GUEST ? keyOf(question, parameters) : undefined;
    const remembered = key === undefined ? undefined : cache.get(key);
    if (remembered) {
      observe?.('remembered');
      for (const count of remembered.counts) count(clientOf(question));
      return give(question, 200, remembered.contentType, remembered.body, remembered.etag);
    }
    const verdict = parameters && this.judge(question, parameters);
    if (verdict?.refusal) {
      observe?.('refused');
      return verdict.refusal;
    }
    const generation = cache.generation;
    const { status, headers, setCookies, body, counts } = await this.execute(question, actor);
    observe?.('executed');
    const contentType = headers['content-type'] ?? 'application/json; charset=utf-8';
    if (key === undefined || status !== 200 || !body.startsWith('{"data"') || verdict?.kind !== 'query')
      return { status, headers: { ...headers, 'cache-control': 'no-store', vary: VARY }, setCookies, body };
    const repeated = cache.isRepeated(key);
    const etag = repeated || question.method === 'GET' ? etagOf(body) : '';
    if (repeated) cache.set(key, { contentType, body, etag, counts }, generation);
    return give(question, status, contentType, body, etag);
  }

  private async actorOf({ headers }: GraphQLQuestion): Promise<Actor> {
    const cookies = headers.get('cookie');
    return cookies && this.options.authenticate ? this.options.authenticate(cookies) : GUEST;
  }

  /** Whether a question asks for too much, and what kind of operation it is as far as that can be told. */
  private judge(question: GraphQLQuestion, parameters: Parameters): Verdict {
    try {
      const document = this.documentOf(parameters.query);
      const operation = document && getOperationAST(document, parameters.operationName);
      if (!document || !operation) return {}; // Apollo says what is wrong
      const kind = operation.operation;
      if (!this.options.schema.getRootType(kind) && question.method === 'POST') {
        const message = `The schema has no ${kind} operations.`;
        return {
          refusal: refuse(question, 400, { message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
        };
      }
      const cost = checkCost(this.options.schema, document, operation, parameters.variables);
      const refusal = question.pays ? this.charge(question, question.address ?? '', cost) : undefined;
      return { refusal, kind };
    } catch (fault) {
      if (!(fault instanceof DomainError)) throw fault;
      return { refusal: refuse(question, 400, describeKnown(fault, question.scope.locale)) };
    }
  }

  private charge(question: GraphQLQuestion, address: string, cost: number): GraphQLAnswer | undefined {
    const state = this.options.budget.take(address, cost);
    if (state.allowed) return undefined;
    const message = {
      ru: `Слишком много больших запросов подряд. Повторите через ${state.retryAfter} с.`,
      en: `Too many large queries in a row. Try again in ${state.retryAfter} s.`,
    }[question.scope.locale];
    return refuse(
      question,
      429,
      { message, extensions: { code: 'RATE_LIMITED' } },
      {
        'retry-after': String(state.retryAfter),
        'ratelimit-limit': String(state.limit),
        'ratelimit-remaining': String(state.remaining),
        'ratelimit-reset': String(state.retryAfter),
      },
    );
  }

  /** The parsed document when its shape is acceptable; undefined when it does not parse. */
  private documentOf(query: string): DocumentNode | undefined {
    const known = this.documents.get(query);
    if (known) return known;
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: QUERY_LIMITS.tokens });
    } catch (error) {
      if (error instanceof RangeError) throw new QueryLimit('depth'); // the parser ran out of stack
      return undefined;
    }
    checkShape(document);
    if (query.length <= LONGEST_REMEMBERED) this.documents.set(query, document);
    return document;
  }

  private async execute(
    question: GraphQLQuestion,
    actor: Actor,
  ): Promise<GraphQLAnswer & { readonly counts: readonly Count[] }> {
    const { method, headers, search, body, scope } = question;
    const { inOrm = (run) => run() } = this.options;
    const client = clientOf(question);
    const cookies = headers.get('cookie');
    const setCookies: string[] = [];
    const counts: Count[] = [];
    const { requestId, locale } = scope;
    const answer = await inOrm(() =>
      this.apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers, search, body },
        context: () => Promise.resolve({ requestId, locale, actor, client, cookies, setCookies, counts }),
      }),
    );
    if (answer.body.kind === 'chunked') throw new Error('The schema has no incremental delivery.');
    const text = answer.body.string;
    const away = text.startsWith('{"errors"') && text.includes('"code":"UNAVAILABLE"');
    const status = away ? 503 : statusOf(answer.status ?? 200, text, headers.get('accept'));
    if (away) answer.headers.set('retry-after', RETRY_AFTER_S);
    for (const count of counts) count(client);
    return { status, headers: Object.fromEntries(answer.headers), setCookies, body: text, counts };
  }
}

function clientOf({ address, headers }: GraphQLQuestion): Client {
  return { address, userAgent: headers.get('user-agent') };
}

/** The parameters of a well-formed question; undefined for those that Apollo refuses by their form. */
function parametersOf({ method, search, body, headers }: GraphQLQuestion): Parameters | undefined {
  if (method === 'GET') {
    if (
      !headers.get('apollo-require-preflight') &&
      !headers.get('x-apollo-operation-name') &&
      !headers.get('content-type')
    )
      return undefined;
    if (headers.get('content-type')) return undefined;
    const given = new URLSearchParams(search);
    try {
      return parametersFrom({
        query: given.get('query'),
        operationName: given.get('operationName') ?? undefined,
        variables: JSON.parse(given.get('variables') ?? '{}') as unknown,
        extensions: JSON.parse(given.get('extensions') ?? '{}') as unknown,
      });
    } catch {
      return undefined;
    }
  }
  return method === 'POST' && isRecord(body) ? parametersFrom(body) : undefined;
}

function parametersFrom(given: Readonly<Record<string, unknown>>): Parameters | undefined {
  const { query, operationName, variables, extensions } = given;
  if (typeof query !== 'string' || !isRecord(variables ?? {}) || !isRecord(extensions ?? {}))
    return undefined;
  if (typeof (operationName ?? '') !== 'string') return undefined;
  return {
    query,
    operationName: (operationName ?? undefined) as string | undefined,
    variables: (variables ?? {}) as Record<string, unknown>,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an answer depends on, besides the bank itself; undefined when it cannot be told. */
function keyOf(
  { scope, headers }: GraphQLQuestion,
  { query, operationName, variables }: Parameters,
): string | undefined {
  try {
    return JSON.stringify([scope.locale, headers.get('accept'), operationName, variables, query]);
  } catch {
    return undefined; // nested too deep to be written down again
  }
}

/**
 * GraphQL over HTTP: who accepts only `application/json` may not tell an answer of ours from one of a proxy by its
 * status, and gets 200 with every well-formed request, as older clients expect.
 */
function statusOf(status: number, body: string, accept: string | undefined): number {
  if (status !== 400 || !accept?.includes('application/json') || accept.includes('graphql-response'))
    return status;
  return OF_THE_DOCUMENT.test(body) ? 200 : status;
}
const OF_THE_DOCUMENT = /"code":"(GRAPHQL_PARSE_FAILED|GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT)"/;

function give(
  question: GraphQLQuestion,
  status: number,
  contentType: string,
  body: string,
  etag: string,
): GraphQLAnswer {
  if (question.method !== 'GET')
    return {
      status,
      headers: { 'content-type': contentType, 'cache-control': 'no-store', vary: VARY },
      body,
    };
  const headers = { 'content-type': contentType, 'cache-control': 'no-cache', vary: VARY, etag };
  const known = question.headers.get('if-none-match')?.split(/\s*,\s*/) ?? [];
  return known.includes(etag) ? { status: 304, headers, body: '' } : { status, headers, body };
}

function refuse(
  { headers }: GraphQLQuestion,
  status: number,
  error: unknown,
  more: Readonly<Record<string, string>> = {},
): GraphQLAnswer {
  const modern = headers.get('accept')?.includes('application/graphql-response+json');
  const type = modern ? 'application/graphql-response+json' : 'application/json';
  return {
    status,
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', vary: VARY, ...more },
    body: JSON.stringify({ errors: [error] }),
  };
}

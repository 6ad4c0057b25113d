/** The schema as a file, and a page where people try queries: it works without the internet. */
import fastifyStatic from '@fastify/static';
import { SANDBOX_FRAME_CSP, getDistDirectory, isSandboxFrame, renderAltair } from 'altair-static';
import type { FastifyInstance } from 'fastify';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { randomBytes } from 'node:crypto';

/** What the page shows at first: something that answers on any bank and shows what the API is for. */
const FIRST_QUERY = `# Методбанк: поиск по материалам. Нажмите «Send Request» или Ctrl+Enter.
# Search the bank. Press "Send Request" or Ctrl+Enter.
query Search($query: String!) {
  searchMaterials(query: $query, pageSize: 5) {
    total
    engine
    hits {
      material {
        slug
        title
        kind
        authors { name }
        downloadUrl
      }
      place { file { name } page slide }
      snippet { text match }
    }
  }
  bank { materials authors networks }
}
`;

/** The package offers its plugins in a banner, which a page without the internet cannot keep. */
const WITHOUT_ADVERTS =
  '<title>Методбанк: проба API</title><style>app-banner-container{display:none}</style>';

/** Content policy of the explorer: its editor writes styles, its linter runs in a worker. */
function policy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self' data:`,
    `worker-src 'self' blob:`,
    `connect-src 'self'`,
    `frame-src 'self'`,
    `base-uri 'self'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** Text of the schema, sorted so that it changes only when the API does. */
export function printSortedSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** Adds `/schema.graphql` and `/explorer`. */
export async function explorerRoutes(
  app: FastifyInstance,
  { schema }: { readonly schema: GraphQLSchema },
): Promise<void> {
  const sdl = printSortedSchema(schema);
  app.get('/schema.graphql', (_request, reply) =>
    reply.type('application/graphql; charset=utf-8').header('cache-control', 'no-cache').send(sdl),
  );

  app.get('/explorer', (_request, reply) => reply.redirect('/explorer/', 308));
  app.get('/explorer/', (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    const html = renderAltair({
      baseURL: '/explorer/',
      endpointURL: '/graphql',
      initialQuery: FIRST_QUERY,
      initialVariables: '{ "query": "урок" }',
      initialSettings: {
        'alert.disableWarnings': true,
        'alert.disableUpdateNotification': true,
        'introspection.options.description': true,
      },
      disableAccount: true,
      instanceStorageNamespace: 'metodbank_',
      cspNonce: nonce,
    });
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy(nonce))
      .send(html.replace(/<title>.*?<\/title>/, '').replace('</head>', `${WITHOUT_ADVERTS}</head>`));
  });
  await app.register(fastifyStatic, {
    root: getDistDirectory(),
    prefix: '/explorer/',
    index: false,
    decorateReply: false,
    maxAge: '1d',
    setHeaders: (response, path) => {
      if (isSandboxFrame(path)) void response.header('content-security-policy', SANDBOX_FRAME_CSP);
    },
  });
}

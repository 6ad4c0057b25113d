/**
 * Who may import whom. One line of layers, read from left to right: each may use what stands to its right.
 * main, cli → app → exchange → search → conference, consultation → networks → council → materials → directory
 * → vocabulary → platform
 */
const LAYERS = [
  ['platform'],
  ['vocabulary'],
  ['directory'],
  ['materials'],
  ['council'],
  ['networks'],
  ['conference', 'consultation'],
  ['search'],
  ['exchange'],
];
const DOMAINS = LAYERS.flat().slice(1).join('|');

/** A layer knows the layers below it, itself, and nothing of the composition above it. */
const layers = LAYERS.map((layer, index) => {
  const above = LAYERS.slice(index + 1).flat();
  return layer.map((name) => {
    const peers = layer.filter((peer) => peer !== name);
    return {
      name: `${name}-knows-only-what-is-below`,
      severity: 'error',
      from: { path: `^server/src/${name}/`, pathNot: '\\.test\\.ts$' },
      to: { path: [`^server/src/(${[...peers, ...above, 'cli'].join('|')})/`, '^server/src/[^/]+\\.ts$'] },
    };
  });
}).flat();

/** Inside a domain: resolver → service, reads → policy → entity. */
const INNER = ['entity', 'policy', '(service|reads)', 'resolver'];
const inner = INNER.slice(0, -1).map((kind, index) => ({
  name: `${kind.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '')}-knows-nothing-above-it`,
  severity: 'error',
  from: { path: `^server/src/(?:${DOMAINS})/.*\\.${kind.replace('(', '(?:')}\\.ts$` },
  to: { path: `^server/src/(?:${DOMAINS})/.*\\.(?:${INNER.slice(index + 1).join('|')})\\.ts$` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers,
    ...inner,
    {
      name: 'app-knows-nothing-above-it',
      comment: 'The composition is used by main and the command line, and by tests.',
      severity: 'error',
      from: { path: '^server/src/[^/]+\\.ts$', pathNot: '^server/src/main\\.ts$' },
      to: { path: ['^server/src/cli/', '^server/src/main\\.ts$'] },
    },
    {
      name: 'nobody-imports-main',
      comment: 'The only file with side effects.',
      severity: 'error',
      from: {},
      to: { path: '^server/src/main\\.ts$' },
    },
    {
      name: 'sources-never-import-tests',
      severity: 'error',
      from: { path: '^(server|web)/(src|migrations)/', pathNot: '\\.test\\.ts$' },
      to: { path: ['\\.test\\.ts$', '^server/(test|bench)/', '^web/tests/'] },
    },
    {
      name: 'services-speak-neither-graphql-nor-http',
      severity: 'error',
      from: { path: '\\.(service|reads|policy)\\.ts$' },
      to: { path: 'node_modules/(graphql|@apollo/server|fastify|@fastify|@as-integrations)/' },
    },
    {
      name: 'no-circles',
      comment: 'Entity ↔ entity inside one domain is the one circle that the ORM needs.',
      severity: 'error',
      from: { pathNot: '\\.entity\\.ts$' },
      to: { circular: true },
    },
    {
      name: 'no-circles-but-between-entities',
      severity: 'error',
      from: { path: '^server/src/.+\\.entity\\.ts$' },
      to: { circular: true, via: { pathNot: '\\.entity\\.ts$' } },
    },
    {
      name: 'no-circles-between-entities-of-two-domains',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/.+\\.entity\\.ts$' },
      to: { circular: true, via: { pathNot: '^server/src/$1/' } },
    },
    {
      name: 'only-search-knows-meilisearch',
      severity: 'error',
      from: { path: '^(server/src|web)/', pathNot: '^server/src/search/' },
      to: { path: 'node_modules/meilisearch/' },
    },
    {
      name: 'meilisearch-in-one-file',
      comment: 'The client of an engine is a detail behind the port.',
      severity: 'error',
      from: { path: '^server/src/' },
      module: { path: 'node_modules/meilisearch/', numberOfDependentsMoreThan: 1 },
    },
    {
      name: 'web-knows-schema-only',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(server|seed)/' },
    },
    {
      name: 'server-does-not-know-the-web',
      comment: 'Only the composition loads the built pages, by their path.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^web/' },
    },
    {
      name: 'lib-never-imports-routes',
      severity: 'error',
      from: { path: '^web/src/lib/' },
      to: { path: '^web/src/routes/' },
    },
    {
      name: 'a-route-never-imports-another',
      severity: 'error',
      from: { path: '^web/src/routes/([^/]+)/' },
      to: { path: '^web/src/routes/', pathNot: '^web/src/routes/$1/' },
    },
    {
      name: 'a-list-never-imports-its-item',
      severity: 'error',
      from: { path: '^web/src/routes/([^/]+)/[^[/]+$' },
      to: { path: '^web/src/routes/$1/\\[' },
    },
    {
      name: 'an-item-never-imports-its-list',
      severity: 'error',
      from: { path: '^web/src/routes/([^/]+)/\\[' },
      to: { path: '^web/src/routes/$1/[^[/]+$' },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^\\$(app|env)/', '^\\./\\$types$', '^#lib/paraglide/'] },
    },
    {
      name: 'sources-use-declared-production-packages',
      severity: 'error',
      // the emitter of schema.graphql is a tool of those who develop
      from: { path: '^server/src/', pathNot: ['\\.(test|d)\\.ts$', '^server/src/cli/schema\\.ts$'] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg'],
        dependencyTypesNot: ['type-only'],
        pathNot: '@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(server|web)/(dist|build|\\.svelte-kit)/|^web/src/lib/paraglide/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.d.ts', '.json'],
    },
  },
};

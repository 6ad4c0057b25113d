import { defineEnvVars } from '@sveltejs/kit/env';

/** Settings of the web part that are read while it runs. */
export const variables = defineEnvVars({
  GRAPHQL_INTERNAL_URL: {
    schema: (value: string | undefined) => value ?? 'http://127.0.0.1:3000/graphql',
  },
  PUBLIC_URL: {
    schema: (value: string | undefined) => value?.replace(/\/+$/, '') ?? '',
  },
});

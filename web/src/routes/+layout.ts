import { graphqlClient } from '#lib/graphql/client.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = ({ data, fetch }) => ({ ...data, client: graphqlClient(fetch) });

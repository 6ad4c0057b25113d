import { PUBLIC_URL } from '$app/env/private';
import { graphql } from '#lib/graphql/graphql.ts';
import { askOwn } from '#lib/reader/own.ts';
import type { LayoutServerLoad } from './$types';

const UnreadQuery = graphql(`
  query Unread {
    unreadNotifications
  }
`);

export const load: LayoutServerLoad = async ({ locals, cookies }) => ({
  appearance: locals.appearance,
  viewer: locals.viewer,
  publicUrl: PUBLIC_URL,
  unread: (await askOwn({ locals, cookies }, UnreadQuery, {}))?.unreadNotifications ?? null,
});

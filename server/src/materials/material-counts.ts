import type { Pool } from 'pg';
import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { batched } from '../platform/batch.js';
import type { GraphQLContext } from '../platform/context.js';
import { AuthorType, NetworkType, OrganizationType } from '../directory/directory.types.js';
import { PriorityThemeType } from '../vocabulary/priority-theme.type.js';
import { IS_PUBLIC } from './material.sql.js';
import { PUBLIC_THEME } from '../vocabulary/vocabulary.sql.js';

/** Counts the published materials of things, many things in one statement. */
export class MaterialCounts {
  constructor(private readonly pool: Pool) {}

  /** By network. */
  ofNetworks(ids: readonly string[]): Promise<Map<string, number>> {
    return this.count(
      'count-of-networks',
      `select m.network_id as id, count(*)::int as count from material m
       where m.network_id = any($1::uuid[]) and ${IS_PUBLIC} group by 1`,
      ids,
    );
  }

  /** By organisation. */
  ofOrganizations(ids: readonly string[]): Promise<Map<string, number>> {
    return this.count(
      'count-of-organizations',
      `select m.organization_id as id, count(*)::int as count from material m
       where m.organization_id = any($1::uuid[]) and ${IS_PUBLIC} group by 1`,
      ids,
    );
  }

  /** By person on the title page. */
  ofAuthors(ids: readonly string[]): Promise<Map<string, number>> {
    return this.count(
      'count-of-authors',
      `select c.person_id as id, count(distinct m.id)::int as count from contribution c
       join material m on m.published_version_id = c.material_version_id
       where c.person_id = any($1::uuid[]) and ${IS_PUBLIC} group by 1`,
      ids,
    );
  }

  /** By theme, with the materials of its narrower themes, each once. */
  ofThemes(ids: readonly string[]): Promise<Map<string, number>> {
    return this.count(
      'count-of-themes',
      `with recursive covered as (
         select t.id as root, t.id from priority_theme t where t.id = any($1::uuid[])
         union select covered.root, t.id from priority_theme t join covered on t.broader_id = covered.id
         where ${PUBLIC_THEME})
       select covered.root as id, count(distinct m.id)::int as count from covered
       join material_version_theme vt on vt.priority_theme_id = covered.id
       join material m on m.published_version_id = vt.material_version_id
       where ${IS_PUBLIC} group by 1`,
      ids,
    );
  }

  private async count(name: string, text: string, ids: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ id: string; count: number }>({ name, text, values: [ids] });
    return new Map(rows.map((row) => [row.id, row.count]));
  }
}

const DESCRIPTION = 'Published materials of it.';

/** `PriorityTheme.materialCount`. */
@Resolver(() => PriorityThemeType)
export class ThemeCountResolver {
  constructor(private readonly counts: MaterialCounts) {}

  @FieldResolver(() => Int, { description: 'Published materials of the theme and its narrower themes.' })
  async materialCount(@Root() { id }: PriorityThemeType, @Ctx() context: GraphQLContext) {
    return (
      (await batched(context, 'theme.count', (ids: readonly string[]) => this.counts.ofThemes(ids))(id)) ?? 0
    );
  }
}

/** `Network.materialCount`. */
@Resolver(() => NetworkType)
export class NetworkCountResolver {
  constructor(private readonly counts: MaterialCounts) {}

  @FieldResolver(() => Int, { description: DESCRIPTION })
  async materialCount(@Root() { id }: NetworkType, @Ctx() context: GraphQLContext) {
    return (
      (await batched(context, 'network.count', (ids: readonly string[]) => this.counts.ofNetworks(ids))(
        id,
      )) ?? 0
    );
  }
}

/** `Organization.materialCount`. */
@Resolver(() => OrganizationType)
export class OrganizationCountResolver {
  constructor(private readonly counts: MaterialCounts) {}

  @FieldResolver(() => Int, { description: DESCRIPTION })
  async materialCount(@Root() { id }: OrganizationType, @Ctx() context: GraphQLContext) {
    const load = (ids: readonly string[]) => this.counts.ofOrganizations(ids);
    return (await batched(context, 'organization.count', load)(id)) ?? 0;
  }
}

/** `Author.materialCount`. */
@Resolver(() => AuthorType)
export class AuthorCountResolver {
  constructor(private readonly counts: MaterialCounts) {}

  @FieldResolver(() => Int, { description: DESCRIPTION })
  async materialCount(@Root() { id }: AuthorType, @Ctx() context: GraphQLContext) {
    return (
      (await batched(context, 'author.count', (ids: readonly string[]) => this.counts.ofAuthors(ids))(id)) ??
      0
    );
  }
}

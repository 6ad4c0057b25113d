import type { Pool } from 'pg';
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { FULL_NAME, IS_AUTHOR } from '../../directory/directory.sql.js';
import { MaterialKind } from '../../materials/material-enums.js';
import { IS_PUBLIC } from '../../materials/material.sql.js';
import { batched } from '../../platform/batch.js';
import type { GraphQLContext } from '../../platform/context.js';
import { PriorityThemeType } from '../../vocabulary/priority-theme.type.js';
import { NamedPage } from './theme.type.js';

/** A material that a theme shows first. */
@ObjectType({ description: 'A material that a theme shows first.' })
export class PinnedMaterial extends NamedPage {
  @Field(() => MaterialKind, { description: 'Its kind.' })
  kind!: MaterialKind;

  @Field(() => String, { description: 'What it is about.' })
  annotation!: string;
}

/** What the council says of a theme to everybody. */
@Resolver(() => PriorityThemeType)
export class ThemePageResolver {
  constructor(private readonly pool: Pool) {}

  @FieldResolver(() => [PinnedMaterial], { description: 'Materials to begin with, chosen by the council.' })
  async pinned(@Root() { id }: PriorityThemeType, @Ctx() context: GraphQLContext): Promise<PinnedMaterial[]> {
    const load = (ids: readonly string[]) =>
      this.lists<PinnedMaterial>(
        'theme-pinned',
        `select k.theme_id as id, json_agg(json_build_object('slug', m.slug, 'title', v.title, 'kind', m.kind,
           'annotation', v.annotation) order by k.position) as list
         from priority_theme_pin k join material m on m.id = k.material_id and ${IS_PUBLIC}
         join material_version v on v.id = m.published_version_id where k.theme_id = any($1::uuid[]) group by 1`,
        ids,
      );
    return (await batched(context, 'theme.pinned', load)(id)) ?? [];
  }

  @FieldResolver(() => [NamedPage], {
    description: 'Who looks after it, as far as they have a public page: slugs and names of authors.',
  })
  async curators(@Root() { id }: PriorityThemeType, @Ctx() context: GraphQLContext): Promise<NamedPage[]> {
    const load = (ids: readonly string[]) =>
      this.lists<NamedPage>(
        'theme-curators',
        `select c.theme_id as id,
           json_agg(json_build_object('slug', p.slug, 'title', ${FULL_NAME}) order by c.position) as list
         from priority_theme_curator c join person p on p.id = c.person_id
         where c.theme_id = any($1::uuid[]) and ${IS_AUTHOR} group by 1`,
        ids,
      );
    return (await batched(context, 'theme.curators', load)(id)) ?? [];
  }

  private async lists<Item>(
    name: string,
    text: string,
    ids: readonly string[],
  ): Promise<Map<string, Item[]>> {
    const { rows } = await this.pool.query<{ id: string; list: Item[] }>({ name, text, values: [ids] });
    return new Map(rows.map(({ id, list }) => [id, list]));
  }
}

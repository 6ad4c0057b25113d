import type { Pool } from 'pg';
import { Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { MaterialKind } from './material-enums.js';
import { PUBLIC_THEME } from '../vocabulary/vocabulary.sql.js';
import { IS_PUBLIC } from './material.sql.js';

/** How many materials of a kind are published. */
@ObjectType({ description: 'How many materials of a kind are published.' })
export class KindFigure {
  @Field(() => MaterialKind, { description: 'The kind.' })
  kind!: MaterialKind;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

/** What the bank holds, in figures; only what is public counts. */
@ObjectType({ description: 'What the bank holds, in figures; only what is public counts.' })
export class BankFigures {
  @Field(() => Int, { description: 'Published materials.' })
  materials!: number;

  @Field(() => Int, { description: 'People with something published.' })
  authors!: number;

  @Field(() => Int, { description: 'Organisations with something published.' })
  organizations!: number;

  @Field(() => Int, { description: 'Networks.' })
  networks!: number;

  @Field(() => Int, { description: 'Active priority themes.' })
  themes!: number;

  @Field(() => Int, { description: 'Files.' })
  files!: number;

  @Field(() => Float, { description: "Sum of the files' sizes, bytes." })
  totalSize!: number;

  @Field(() => Int, { description: 'Downloads ever.' })
  downloads!: number;

  @Field(() => [KindFigure], { description: 'By kind, the most frequent first.' })
  byKind!: KindFigure[];
}

/** The bank's figures in the API. */
@Resolver()
export class BankResolver {
  constructor(private readonly pool: Pool) {}

  @Query(() => BankFigures, { description: 'What the bank holds, in figures.' })
  async bank(): Promise<BankFigures> {
    const { rows } = await this.pool.query<BankFigures>({
      name: 'bank-figures',
      text: `with public as materialized (
          select m.id, m.kind, m.organization_id, m.published_version_id from material m where ${IS_PUBLIC}),
        file as materialized (select fc.size from stored_file f
          join public on public.published_version_id = f.material_version_id
          join file_content fc on fc.sha256 = f.sha256)
        select (select count(*)::int from public) as materials,
          (select count(distinct c.person_id)::int from contribution c
            join public on public.published_version_id = c.material_version_id) as authors,
          (select count(distinct organization_id)::int from public) as organizations,
          (select count(*)::int from network) as networks,
          (select count(*)::int from priority_theme t where t.status = 'ACTIVE' and ${PUBLIC_THEME}) as themes,
          (select count(*)::int from file) as files,
          (select coalesce(sum(size), 0)::float8 from file) as "totalSize",
          (select coalesce(sum(u.downloads), 0)::int from usage_daily u join public on public.id = u.material_id)
            as downloads,
          (select coalesce(json_agg(k order by k.count desc, k.kind), '[]')
            from (select kind, count(*)::int as count from public group by kind) k) as "byKind"`,
    });
    return rows[0] as BankFigures;
  }
}

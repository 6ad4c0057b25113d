import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { NotFound } from '../../platform/errors.js';
import { requireMember } from '../../directory/role.js';
import { DraftFileReads } from '../../materials/authoring/draft-file.reads.js';
import { MaterialReads } from '../../materials/material.reads.js';
import { Analyser } from '../../search/analysis/analyser.js';
import { propose } from './propose.js';
import { linesOf } from './source-text.js';

/** Passages that are looked at. */
const PASSAGES = 40;

/** A value that a file suggests for a field of the draft. */
@ObjectType('FileProposal', { description: 'A value that a file suggests for a field of the draft.' })
export class FileProposalType {
  @Field(() => String, { description: 'Field of `DraftInput`.' })
  field!: string;

  @Field(() => [String], {
    description: 'What to put there, as text: a slug, a number, a value of the enum.',
  })
  values!: string[];

  @Field(() => String, { description: 'The same for people, in Russian.' })
  label!: string;

  @Field(() => String, { description: 'Why it is proposed.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'The line of the file that tells it.' })
  quote!: string | null;

  @Field(() => Int, { nullable: true, description: 'Page of that line, from 1.' })
  page!: number | null;

  @Field(() => Int, { nullable: true, description: 'Slide of that line, from 1.' })
  slide!: number | null;
}

/** Proposals in the API. */
@Resolver()
export class ProposalResolver {
  readonly #files: DraftFileReads;
  readonly #texts: MaterialReads;

  constructor(
    orm: MikroORM,
    private readonly pool: Pool,
  ) {
    this.#files = new DraftFileReads(orm);
    this.#texts = new MaterialReads(pool);
  }

  @Query(() => [FileProposalType], {
    description:
      'What a file of a working version suggests for the fields of the draft; the author accepts or not.',
  })
  async fileProposals(
    @Arg('fileId', () => ID, { description: 'The file.' }) fileId: string,
    @Ctx() { actor, locale }: GraphQLContext,
  ): Promise<FileProposalType[]> {
    const file = await this.#files.byId(requireMember(actor), fileId);
    if (!file) throw new NotFound();
    const passages = (await this.#texts.passages([file.sha256], PASSAGES, -1)).get(file.sha256) ?? [];
    const { rows } = await this.pool.query<{ slug: string; title: string }>(
      'select slug, title from subject',
    );
    const { rows: content } = await this.pool.query<{ seconds: number | null }>(
      'select duration_seconds as seconds from file_content where sha256 = $1',
      [file.sha256],
    );
    const source = {
      ...{ fileName: file.name, format: file.format, durationSeconds: content[0]?.seconds ?? null },
      lines: linesOf(passages),
    };
    return propose(source, rows, await Analyser.load()).map(({ field, values, label, reason, line }) => ({
      ...{ field, label, values: [...values], reason: reason[locale] },
      quote: line?.text.slice(0, 300) ?? null,
      page: line?.page ?? null,
      slide: line?.slide ?? null,
    }));
  }
}

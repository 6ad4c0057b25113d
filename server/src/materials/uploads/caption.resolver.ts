import { buffer } from 'node:stream/consumers';
import type { Pool } from 'pg';
import { Arg, Ctx, Field, Float, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { InvalidInput, NotFound } from '../../platform/errors.js';
import type { Storage } from '../../platform/storage/storage.js';
import { requireMember } from '../../directory/role.js';
import type { DraftFileReads } from '../authoring/draft-file.reads.js';
import { checkCaptions } from '../extraction/caption-check.js';
import { FileFormat } from '../file-enums.js';

/** Longest file of captions, bytes: those of a whole day have less. */
const LONGEST = 4 * 2 ** 20;
/** Captions of the preview. */
const PREVIEW = 200;

/** One caption. */
@ObjectType({ description: 'One caption.' })
export class CaptionType {
  @Field(() => Float, { description: 'When it appears, seconds.' })
  start!: number;

  @Field(() => Float, { description: 'When it goes, seconds.' })
  end!: number;

  @Field(() => String, { description: 'Its words.' })
  text!: string;
}

/** A fault of a file of captions. */
@ObjectType({ description: 'Something that a viewer of the captions would stumble over.' })
export class CaptionFaultType {
  @Field(() => Int, { description: 'Line of the file, from 1.' })
  line!: number;

  @Field(() => String, { description: 'What is wrong and what to do.' })
  text!: string;
}

/** What a file of captions holds. */
@ObjectType({ description: 'What a file of captions holds, and what is wrong with it.' })
export class CaptionCheckType {
  @Field(() => Int, { description: 'How many captions were read.' })
  count!: number;

  @Field(() => [CaptionFaultType], { description: 'At most 50, by their lines.' })
  faults!: CaptionFaultType[];

  @Field(() => [CaptionType], { description: 'The first 200 as a viewer will see them.' })
  captions!: CaptionType[];
}

/** Captions in the API. */
@Resolver()
export class CaptionResolver {
  constructor(
    private readonly files: DraftFileReads,
    private readonly pool: Pool,
    private readonly storage: Storage,
  ) {}

  @Query(() => CaptionCheckType, { description: 'Checks the captions of a working version, and shows them.' })
  async captionCheck(
    @Arg('fileId', () => ID, { description: 'The file of captions, WebVTT or SRT.' }) fileId: string,
    @Ctx() { actor, locale }: GraphQLContext,
  ): Promise<CaptionCheckType> {
    const file = await this.files.byId(requireMember(actor), fileId);
    if (!file) throw new NotFound();
    const captions = file.format === FileFormat.VTT || file.format === FileFormat.SRT;
    if (!captions) throw new InvalidInput({ fileId: NO_CAPTIONS });
    if (file.size > LONGEST) return { count: 0, faults: [{ line: 1, text: TOO_LONG[locale] }], captions: [] };
    const bytes = await buffer(await this.storage.open(file.sha256));
    const { cues, faults } = checkCaptions(bytes, await this.#videoSeconds(fileId));
    return {
      count: cues.length,
      faults: faults.map(({ line, text }) => ({ line, text: text[locale] })),
      captions: cues.slice(0, PREVIEW),
    };
  }

  /** Length of the only video beside the captions; of several it is not known which they belong to. */
  async #videoSeconds(fileId: string): Promise<number | null> {
    const { rows } = await this.pool.query<{ seconds: number | null }>(
      `select c.duration_seconds as seconds from stored_file f
       join stored_file beside on beside.material_version_id = f.material_version_id
       join file_content c on c.sha256 = beside.sha256
       where f.id = $1 and c.format in ('MP4', 'WEBM')`,
      [fileId],
    );
    return rows.length === 1 ? rows[0]!.seconds : null;
  }
}

const TOO_LONG = {
  ru: 'Файл больше 4 МБ: субтитры такими не бывают. Проверьте, тот ли это файл.',
  en: 'The file is above 4 MB, which captions never are. Look whether it is the right one.',
};
const NO_CAPTIONS = { ru: 'это не файл субтитров VTT или SRT', en: 'is not a file of captions, VTT or SRT' };

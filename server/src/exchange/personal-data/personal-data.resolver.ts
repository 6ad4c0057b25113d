import { Ctx, Query, Resolver } from 'type-graphql';
import { requireMember } from '../../directory/role.js';
import type { GraphQLContext } from '../../platform/context.js';
import { personalData } from './personal-data.js';
import type { PersonalDataReads } from './personal-data.reads.js';
import { PersonalData } from './personal-data.type.js';

/** What the bank holds of the one who asks. */
@Resolver()
export class PersonalDataResolver {
  constructor(private readonly reads: PersonalDataReads) {}

  @Query(() => PersonalData, { description: 'What the bank holds of the viewer.' })
  async myData(@Ctx() { actor, locale }: GraphQLContext): Promise<PersonalData> {
    const member = requireMember(actor);
    const [counts, files] = await Promise.all([this.reads.counts(member), this.reads.files(member)]);
    return {
      parts: personalData
        .map(({ table, title, fate, becomes }) => {
          const count = counts.get(table) ?? 0;
          return { title: title[locale], count, fate, becomes: becomes?.[locale] ?? null };
        })
        .filter(({ count }) => count > 0),
      fileCount: files.length,
      fileBytes: files.reduce((sum, { size }) => sum + size, 0),
    };
  }
}

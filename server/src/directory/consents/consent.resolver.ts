import { Arg, Ctx, Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { type ConsentDocuments, textHash } from './consent-documents.js';
import { ConsentKind } from './consent.entity.js';
import type { ConsentService } from './consent.service.js';

/** A text to consent to, in the caller's language. */
@ObjectType('ConsentDocument', { description: 'A text that people consent to.' })
export class ConsentDocumentType {
  @Field(() => ConsentKind, { description: 'What it is for.' })
  kind!: ConsentKind;

  @Field(() => String, { description: 'Version of the text: the day on which it was made.' })
  version!: string;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => String, {
    description: 'Paragraphs with empty lines between them; the Russian text is binding.',
  })
  text!: string;

  @Field(() => String, { description: 'SHA-256 of the Russian text, lower-case hex.' })
  hash!: string;

  @Field(() => Boolean, { description: 'Whether there is no account without it.' })
  required!: boolean;
}

/** A consent in force. */
@ObjectType('Consent', { description: 'A consent in force.' })
export class ConsentType {
  @Field(() => ConsentKind, { description: 'What it is for.' })
  kind!: ConsentKind;

  @Field(() => String, { description: 'Version of the text that was agreed to.' })
  textVersion!: string;

  @Field(() => Date, { description: 'When.' })
  givenAt!: Date;

  @Field(() => Boolean, { description: 'Whether the text is still the same.' })
  current!: boolean;
}

/** Consents and their texts. */
@Resolver()
export class ConsentResolver {
  constructor(
    private readonly consents: ConsentService,
    private readonly documents: ConsentDocuments,
  ) {}

  @Query(() => [ConsentDocumentType], { description: 'The present texts that people consent to.' })
  consentDocuments(@Ctx() { locale }: GraphQLContext): ConsentDocumentType[] {
    return this.documents.all.map((document) => {
      const { kind, version, required } = document;
      const [title, text] = [document.title[locale], document.text[locale]];
      return { kind, version, required, title, text, hash: textHash(document) };
    });
  }

  @Query(() => [ConsentType], { description: 'Consents of the caller that are in force.' })
  async myConsents(@Ctx() { actor }: GraphQLContext): Promise<ConsentType[]> {
    const consents = await this.consents.own(actor);
    return consents.map(({ kind, textVersion, textHash: hash, givenAt }) => {
      const current = hash === textHash(this.documents.of(kind));
      return { kind, textVersion, givenAt, current };
    });
  }

  @Mutation(() => Boolean, { description: 'Consents to the present text, in place of a former one.' })
  async giveConsent(
    @Arg('kind', () => ConsentKind, { description: 'What it is for.' }) kind: ConsentKind,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<boolean> {
    await this.consents.give(actor, kind);
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Takes a consent back. CONFLICT for `PROCESSING`: the account is to be deleted then.',
  })
  async withdrawConsent(
    @Arg('kind', () => ConsentKind, { description: 'What it is for.' }) kind: ConsentKind,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<boolean> {
    await this.consents.withdraw(actor, kind);
    return true;
  }
}

import type { MikroORM } from '@mikro-orm/postgresql';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { requireMember } from '../../directory/role.js';
import { ConnectionArgs } from '../../platform/connection.js';
import type { GraphQLContext } from '../../platform/context.js';
import { NotFound } from '../../platform/errors.js';
import { AnnulCertificateInput } from './certificate.input.js';
import { type CertificateReads, toCertificate } from './certificate.reads.js';
import type { CertificateService } from './certificate.service.js';
import { CertificateConnection, CertificateType } from './certificate.type.js';
import { readCheckCode } from './check-code.js';

/** Certificates in the API. */
@Resolver(() => CertificateType)
export class CertificateResolver {
  constructor(
    private readonly orm: MikroORM,
    private readonly service: CertificateService,
    private readonly reads: CertificateReads,
    private readonly publicUrl: string,
  ) {}

  @Query(() => CertificateType, {
    nullable: true,
    description: 'A certificate by its check code, in any case, with or without hyphens.',
  })
  async certificate(
    @Arg('checkCode', () => String) checkCode: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<CertificateType> {
    const code = readCheckCode(checkCode);
    const row = code && (await this.reads.byCode(code));
    if (!row) throw new NotFound();
    return toCertificate(row, actor, this.publicUrl);
  }

  @Query(() => CertificateConnection, { description: "The viewer's own certificates, newest first." })
  async myCertificates(
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<CertificateConnection> {
    const page = await this.reads.ofPerson(requireMember(actor).personId, first, after);
    return { ...page, nodes: page.nodes.map((row) => toCertificate(row, actor, this.publicUrl)) };
  }

  @Mutation(() => CertificateType, {
    description:
      'Takes the force of a certificate away for good; the check page says why. Council and administrators.',
  })
  async annulCertificate(
    @Arg('input', () => AnnulCertificateInput) { checkCode, reason }: AnnulCertificateInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<CertificateType> {
    const certificate = await this.service.annul(this.orm.em, actor, checkCode, reason);
    const row = await this.reads.byCode(certificate.checkCode);
    return toCertificate(row!, actor, this.publicUrl);
  }
}

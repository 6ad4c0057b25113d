import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { CertificateService } from '../certificates/certificate.service.js';
import { DuplicateReads } from '../duplicates/duplicate.reads.js';
import { DuplicateResolver } from '../duplicates/duplicate.resolver.js';
import { TextSignatures } from '../duplicates/text-signatures.js';
import { DecisionService } from './decision.service.js';
import { DraftFilesResolver } from './draft-files.resolver.js';
import { DraftFilesService } from './draft-files.service.js';
import { DraftResolver } from './draft.resolver.js';
import { DraftService } from './draft.service.js';
import { HistoryReads } from './history.reads.js';
import { OwnHistoryResolver, PublicChangesResolver, PublicHistoryResolver } from './history.resolver.js';
import { InvitationReads } from './invitation.reads.js';
import { NewVersionService } from './new-version.service.js';
import { OwnMaterialReads } from './own-material.reads.js';
import { OwnMaterialResolver } from './own-material.resolver.js';
import { PublicationService } from './publication.service.js';
import { SubmissionResolver } from './submission.resolver.js';
import { type RemarksToAnswer, SubmissionService } from './submission.service.js';
import { TitlePageResolver } from './title-page.resolver.js';
import type { InviteByLetter } from './telling.js';
import { TitlePageService } from './title-page.service.js';
import { VersionFileResolver } from './version-file.resolver.js';

/** The resolvers of the author's workplace, with what they stand on. */
export function authoringResolvers(
  orm: MikroORM,
  pool: Pool,
  certificates: CertificateService,
  remarks: RemarksToAnswer,
  inviteByLetter: InviteByLetter,
): readonly object[] {
  const reads = new OwnMaterialReads(orm);
  const history = new HistoryReads(pool);
  const publication = new PublicationService(certificates);
  return [
    new OwnMaterialResolver(reads),
    new VersionFileResolver(),
    new DuplicateResolver(new DuplicateReads(pool, new TextSignatures(pool))),
    new PublicHistoryResolver(history),
    new PublicChangesResolver(orm),
    new OwnHistoryResolver(history),
    new DraftResolver(new DraftService(orm), new NewVersionService(orm, reads)),
    new DraftFilesResolver(new DraftFilesService(orm)),
    new TitlePageResolver(new TitlePageService(orm, reads, inviteByLetter), new InvitationReads(pool)),
    new SubmissionResolver(
      new SubmissionService(orm, reads, remarks),
      new DecisionService(orm, publication, reads),
    ),
  ];
}

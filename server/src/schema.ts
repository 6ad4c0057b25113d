import type { MikroORM } from '@mikro-orm/postgresql';
import type { GraphQLSchema } from 'graphql';
import type { Pool } from 'pg';
import type { Config } from './platform/config.js';
import type { Jobs } from './platform/jobs.js';
import { buildGraphQLSchema } from './platform/graphql.js';
import { VocabularyReads } from './vocabulary/vocabulary.reads.js';
import { VocabularyResolver } from './vocabulary/vocabulary.resolver.js';
import { AccountLetters } from './directory/accounts/account-letters.js';
import { accountResolvers } from './directory/accounts/accounts.js';
import { Letters } from './directory/accounts/letters.js';
import { administrationResolvers } from './directory/administration/administration.js';
import { PersonalDataLog } from './directory/administration/personal-data-log.js';
import { AuthorResolver } from './directory/author.resolver.js';
import { DeviceResolver } from './directory/device.resolver.js';
import { signInResolvers } from './directory/factors/factors.js';
import { DirectoryReads } from './directory/directory.reads.js';
import { NetworkMemberResolver, NetworkResolver } from './directory/network.resolver.js';
import { OrganizationResolver } from './directory/organization.resolver.js';
import { ProfileResolver } from './directory/profile/profile.resolver.js';
import { ProfileService } from './directory/profile/profile.service.js';
import { SessionService } from './directory/session.service.js';
import { ViewerReads } from './directory/viewer.reads.js';
import { ViewerResolver } from './directory/viewer.resolver.js';
import { StatisticsReads } from './materials/usage/statistics.reads.js';
import { StatisticsResolver } from './materials/usage/statistics.resolver.js';
import { CertificateReads } from './materials/certificates/certificate.reads.js';
import { CertificateResolver } from './materials/certificates/certificate.resolver.js';
import { CertificateService } from './materials/certificates/certificate.service.js';
import { authoringResolvers } from './materials/authoring/authoring.js';
import { councilResolvers } from './council/council.js';
import { RemarkService } from './council/reviews/remark.service.js';
import { NotificationDigestService } from './directory/notifications/notification-digest.service.js';
import { NotificationResolver } from './directory/notifications/notification.resolver.js';
import { NotificationService } from './directory/notifications/notification.service.js';
import { BankResolver } from './materials/bank.resolver.js';
import {
  AuthorCountResolver,
  MaterialCounts,
  NetworkCountResolver,
  OrganizationCountResolver,
  ThemeCountResolver,
} from './materials/material-counts.js';
import { HidingResolver } from './materials/hiding/hiding.resolver.js';
import { Tombstones } from './platform/tombstones.js';
import { FileErasureService } from './materials/hiding/file-erasure.service.js';
import { ShowingService } from './materials/hiding/showing.service.js';
import { HidingService } from './materials/hiding/hiding.service.js';
import { MaterialReads } from './materials/material.reads.js';
import { MaterialResolver } from './materials/material.resolver.js';
import { readingResolvers } from './materials/reading/reading.js';
import { DraftFileReads } from './materials/authoring/draft-file.reads.js';
import { CaptionResolver } from './materials/uploads/caption.resolver.js';
import { FileProcessingReads } from './materials/uploads/file-processing.reads.js';
import { FileProcessingResolver } from './materials/uploads/file-processing.resolver.js';
import { StoredFileResolver } from './materials/stored-file.resolver.js';
import { MentionResolver } from './exchange/mentions/mention.resolver.js';
import { MentionService } from './exchange/mentions/mention.service.js';
import { PersonalDataReads } from './exchange/personal-data/personal-data.reads.js';
import { PersonalDataResolver } from './exchange/personal-data/personal-data.resolver.js';
import { PortfolioReads } from './exchange/portfolio/portfolio.reads.js';
import { PortfolioResolver } from './exchange/portfolio/portfolio.resolver.js';
import { CitationResolver, TombstoneCitationResolver } from './exchange/citation.resolver.js';
import { SkosImportService } from './exchange/skos/skos-import.service.js';
import { SkosResolver } from './exchange/skos/skos.resolver.js';
import { ProposalResolver } from './exchange/proposals/proposal.resolver.js';
import type { Storage } from './platform/storage/storage.js';
import { SavedSearchResolver } from './search/saved/saved-search.resolver.js';
import { SavedSearchService } from './search/saved/saved-search.service.js';
import { demandResolvers } from './search/demand.js';
import { IndexRebuildResolver } from './search/rebuilds/index-rebuild.resolver.js';
import { IndexRebuildService } from './search/rebuilds/index-rebuild.service.js';
import { SearchResolver } from './search/search.resolver.js';
import type { SearchService } from './search/search.service.js';

/** What the resolvers stand on. */
export interface SchemaServices {
  readonly config: Config;
  /** For writes and workplaces. */
  readonly orm: MikroORM;
  /** Connections for the public reads. */
  readonly pool: Pool;
  readonly storage: Storage;
  /** Takes what is to be done later. */
  readonly jobs: Jobs;
  /** Answers searches and suggestions. */
  readonly search: SearchService;
}

/** The API: every resolver with what it stands on. */
export function createSchema(services: SchemaServices): Promise<GraphQLSchema> {
  const { config, orm, pool, storage, jobs, search } = services;
  const letters = new Letters(jobs);
  const sessions = new SessionService(pool);
  const vocabulary = new VocabularyReads(pool);
  const directory = new DirectoryReads(pool);
  const materials = new MaterialReads(pool);
  const counts = new MaterialCounts(pool);
  const certificates = new CertificateService(config.certificateIssuer);
  return buildGraphQLSchema([
    new VocabularyResolver(vocabulary),
    new ThemeCountResolver(counts),
    new OrganizationResolver(directory),
    new OrganizationCountResolver(counts),
    new NetworkResolver(directory),
    new NetworkMemberResolver(directory),
    new NetworkCountResolver(counts),
    new AuthorResolver(directory),
    new AuthorCountResolver(counts),
    new ViewerResolver(new ViewerReads(pool)),
    ...signInResolvers(config, orm, pool, sessions, jobs),
    ...accountResolvers(config, orm, pool, sessions, jobs),
    new DeviceResolver(sessions),
    new ProfileResolver(new ProfileService(orm)),
    ...administrationResolvers(config, orm, pool, jobs),
    new MaterialResolver(materials),
    new StoredFileResolver(materials),
    new FileProcessingResolver(new FileProcessingReads(orm, pool)),
    new CaptionResolver(new DraftFileReads(orm), pool, storage),
    new NotificationResolver(new NotificationService(pool), new NotificationDigestService(orm, pool)),
    ...readingResolvers(pool, orm, materials),
    new HidingResolver(
      new HidingService(orm),
      new FileErasureService(orm, jobs, new Tombstones(config.dataDir, 'files')),
      new ShowingService(orm),
    ),
    new StatisticsResolver(new StatisticsReads(pool)),
    new CertificateResolver(orm, certificates, new CertificateReads(pool), config.publicUrl),
    ...authoringResolvers(orm, pool, certificates, new RemarkService(orm), (em, to, { owner, title }) =>
      letters.send(em, { to, ...new AccountLetters(config.publicUrl).coAuthor(owner, title) }),
    ),
    ...councilResolvers(orm, pool, certificates),
    new SkosResolver(new SkosImportService(orm, config.publicUrl)),
    new PersonalDataResolver(new PersonalDataReads(pool)),
    new MentionResolver(new MentionService(orm, new PersonalDataLog(pool))),
    new PortfolioResolver(new PortfolioReads(pool, config.publicUrl)),
    new CitationResolver(config.publicUrl),
    new TombstoneCitationResolver(config.publicUrl),
    new ProposalResolver(orm, pool),
    new BankResolver(pool),
    new SearchResolver(search),
    new IndexRebuildResolver(
      new IndexRebuildService(
        pool,
        (progress) => search.rebuild(progress),
        () => search.lag(),
      ),
    ),
    ...demandResolvers(pool, search),
    new SavedSearchResolver(new SavedSearchService(orm, search)),
  ]);
}

import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { CertificateService } from '../materials/certificates/certificate.service.js';
import { DraftService } from '../materials/authoring/draft.service.js';
import { CallReads } from './calls/call.reads.js';
import { CallResolver } from './calls/call.resolver.js';
import { CallService } from './calls/call.service.js';
import { CouncilResolver } from './council.resolver.js';
import { CouncilService } from './council.service.js';
import { AssignmentService } from './reviews/assignment.service.js';
import { MaterialReviewReads } from './reviews/material-review.reads.js';
import { PublicationService } from '../materials/authoring/publication.service.js';
import { MeetingReads } from './meetings/meeting.reads.js';
import { MeetingResolver } from './meetings/meeting.resolver.js';
import { MeetingService } from './meetings/meeting.service.js';
import { PlanningService } from './meetings/planning.service.js';
import { ProtocolService } from './meetings/protocol.service.js';
import { ThemeJoiningService } from './themes/theme-joining.service.js';
import { ThemePageResolver } from './themes/theme-page.resolver.js';
import { ThemeReads } from './themes/theme.reads.js';
import { ThemeResolver } from './themes/theme.resolver.js';
import { ThemeService } from './themes/theme.service.js';
import { ThemeUndoService } from './themes/theme-undo.service.js';
import { ExperienceReads } from './experience/experience.reads.js';
import { ExperienceResolver } from './experience/experience.resolver.js';
import { ExperienceService } from './experience/experience.service.js';
import { FiguresReads } from './figures/figures.reads.js';
import { FiguresResolver } from './figures/figures.resolver.js';
import { PublicExperienceReads } from './register/public-experience.reads.js';
import { PublicExperienceResolver } from './register/public-experience.resolver.js';
import { PublicProtocolReads } from './register/public-protocol.reads.js';
import { PublicProtocolResolver } from './register/public-protocol.resolver.js';
import { QueueReads } from './reviews/queue.reads.js';
import { QueueResolver } from './reviews/queue.resolver.js';
import { RemarkResolver } from './reviews/remark.resolver.js';
import { RemarkService } from './reviews/remark.service.js';
import { ReviewingReads } from './reviews/reviewing.reads.js';
import { ReviewingResolver } from './reviews/reviewing.resolver.js';
import { ReviewingService } from './reviews/reviewing.service.js';

/** The work of the council in the API, with what it stands on. */
export function councilResolvers(
  orm: MikroORM,
  pool: Pool,
  certificates: CertificateService,
): readonly object[] {
  return [
    new CouncilResolver(new CouncilService(orm)),
    new QueueResolver(new QueueReads(pool), new MaterialReviewReads(orm), new AssignmentService(orm)),
    new CallResolver(new CallReads(pool), new CallService(orm, new DraftService(orm))),
    new RemarkResolver(new RemarkService(orm)),
    new MeetingResolver(
      new MeetingReads(orm),
      new PlanningService(orm),
      new MeetingService(orm),
      new ProtocolService(orm, new PublicationService(certificates)),
    ),
    new ThemePageResolver(pool),
    new ThemeResolver(
      new ThemeReads(orm, pool),
      new ThemeService(orm),
      new ThemeJoiningService(orm),
      new ThemeUndoService(orm),
    ),
    new ExperienceResolver(new ExperienceReads(orm), new ExperienceService(orm)),
    new FiguresResolver(new FiguresReads(pool)),
    new PublicExperienceResolver(new PublicExperienceReads(pool)),
    new PublicProtocolResolver(new PublicProtocolReads(pool)),
    new ReviewingResolver(new ReviewingReads(orm), new ReviewingService(orm, certificates)),
  ];
}

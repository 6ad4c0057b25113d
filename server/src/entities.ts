import { AuditEvent } from './platform/audit-event.entity.js';
import { IdempotencyKey } from './platform/idempotency-key.entity.js';
import { Subject } from './vocabulary/subject.entity.js';
import { PriorityTheme } from './vocabulary/priority-theme.entity.js';
import { Territory } from './directory/territory.entity.js';
import { Organization } from './directory/organization.entity.js';
import { Person } from './directory/person.entity.js';
import { Account } from './directory/account.entity.js';
import { AccountToken } from './directory/accounts/account-token.entity.js';
import { AccountInvitation } from './directory/invitations/account-invitation.entity.js';
import { Consent, ConsentText } from './directory/consents/consent.entity.js';
import { RoleAssignment } from './directory/role-assignment.entity.js';
import { Session } from './directory/session.entity.js';
import { Network, NetworkMember } from './directory/network.entity.js';
import { Material } from './materials/material.entity.js';
import { MaterialDecision } from './materials/material-decision.entity.js';
import { MaterialVersion } from './materials/material-version.entity.js';
import { Contribution } from './materials/contribution.entity.js';
import { StoredFile } from './materials/stored-file.entity.js';
import { FileContent, FilePassage } from './materials/file-content.entity.js';
import { Notification } from './directory/notifications/notification.entity.js';
import { Complaint } from './materials/reading/complaint.entity.js';
import { Post } from './materials/reading/post.entity.js';
import { CollectionItem, MaterialCollection } from './materials/reading/collection.entity.js';
import { SavedSearch } from './search/saved/saved-search.entity.js';
import { UsageDaily } from './materials/usage/usage-daily.entity.js';
import { Certificate, CertificateCounter } from './materials/certificates/certificate.entity.js';
import { ThemeChange } from './council/themes/theme-change.entity.js';
import { MaterialCall } from './council/calls/call.entity.js';
import { Council } from './council/council.entity.js';
import { AgendaItem, Meeting, MeetingMember } from './council/meetings/meeting.entity.js';
import { ExperienceAddress } from './council/experience/experience.entity.js';
import { ReviewAssignment } from './council/reviews/review-assignment.entity.js';
import { Review, ReviewRemark } from './council/reviews/review.entity.js';
import { Criterion, ReviewForm } from './council/forms/review-form.entity.js';
import { RegistrationCounter } from './materials/registration-counter.entity.js';

/** Every entity of the bank, for the ORM. */
export const entities = [
  AuditEvent,
  IdempotencyKey,
  Subject,
  PriorityTheme,
  Territory,
  Organization,
  Person,
  Account,
  AccountToken,
  AccountInvitation,
  Consent,
  ConsentText,
  RoleAssignment,
  Session,
  Network,
  NetworkMember,
  Material,
  MaterialVersion,
  MaterialDecision,
  Contribution,
  StoredFile,
  FileContent,
  FilePassage,
  MaterialCollection,
  CollectionItem,
  Post,
  Complaint,
  Notification,
  SavedSearch,
  UsageDaily,
  RegistrationCounter,
  Certificate,
  CertificateCounter,
  Council,
  MaterialCall,
  ReviewForm,
  Criterion,
  Meeting,
  MeetingMember,
  AgendaItem,
  ExperienceAddress,
  ReviewAssignment,
  Review,
  ReviewRemark,
  ThemeChange,
];

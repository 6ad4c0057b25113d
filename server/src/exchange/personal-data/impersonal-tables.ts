/**
 * Tables that say nothing of a person, with all their columns: a new column is looked at by somebody before it is here.
 * What is worked out of files goes with the files.
 */
const BASE = ['id', 'created_at', 'updated_at', 'version'];

/** Columns of each table without personal data. */
export const impersonalTables: Readonly<Record<string, readonly string[]>> = {
  mikro_orm_migrations: ['id', 'name', 'executed_at'],
  // vocabularies and places
  subject: [...BASE, 'slug', 'title', 'position'],
  territory: [...BASE, 'name', 'region', 'time_zone'],
  organization: [
    ...[...BASE, 'slug', 'short_name', 'full_name', 'kind', 'territory_id'],
    ...['inn', 'ogrn', 'site', 'is_partner'],
  ],
  priority_theme: [
    ...[...BASE, 'slug', 'title', 'short_title', 'alt_labels', 'description', 'rationale', 'status'],
    ...['active_from', 'active_to', 'broader_id', 'position', 'decision', 'exact_match', 'merged_into_id'],
  ],
  priority_theme_address: ['slug', 'theme_id'],
  priority_theme_pin: ['theme_id', 'material_id', 'position'],
  theme_change_link: ['change_id', 'link_id', 'material_version_id', 'from_theme_id', 'taken', 'latest'],
  priority_theme_related: ['priority_theme_1_id', 'priority_theme_2_id'],
  consent_text: ['hash', 'kind', 'version', 'title', 'body', 'created_at'],
  // parts of versions
  material_version_based_on: ['id', 'material_version_id', 'material_id'],
  material_version_subject: ['id', 'material_version_id', 'subject_id'],
  material_version_theme: ['id', 'material_version_id', 'priority_theme_id'],
  // bytes of files, and what programs read out of them: given as the files themselves
  file_content: [
    ...[
      'sha256',
      'created_at',
      'media_type',
      'format',
      'size',
      'page_count',
      'duration_seconds',
      'text_state',
    ],
    ...[
      'html',
      'thumbnail_sha256',
      'extractor_version',
      'scan_state',
      'threat',
      'step',
      'failure',
      'warnings',
    ],
    'cleaned_sha256',
  ],
  file_passage: ['sha256', 'ordinal', 'page', 'slide', 'sheet', 'second', 'text'],
  text_band: ['sha256', 'band', 'hash'],
  text_signature: ['sha256', 'extractor_version', 'words', 'hashes'],
  search_embedding: ['id', 'model', 'sha256', 'ordinal', 'vector'],
  // the council's rules and agenda
  council: [
    ...[...BASE, 'name', 'short_name', 'quorum', 'casting_vote', 'spread_limit', 'pass_score', 'review_days'],
    ...['blind_review', 'same_organization_conflict', 'time_zone'],
  ],
  review_form: [...BASE, 'edition', 'title', 'max_score', 'frozen_at'],
  review_criterion: [...BASE, 'form_id', 'position', 'title', 'hint', 'weight'],
  agenda_item: [
    ...[...BASE, 'meeting_id', 'position', 'title', 'material_id', 'heard', 'spoke', 'votes_for'],
    ...['votes_against', 'votes_abstained', 'chair_decides', 'outcome', 'resolution', 'due_date', 'reason'],
    ...[
      'material_version_id',
      'kind',
      'ground',
      'experience_id',
      'experience_version',
      'theme_id',
      'conflicted',
      'replaced_by_id',
    ],
  ],
  experience_address_material: ['id', 'experience_address_id', 'material_id'],
  experience_counter: ['year', 'last'],
  meeting_protocol: ['meeting_id', 'docx', 'pdf', 'sha256', 'created_at'],
  // who was erased, so that a backup does not bring them back: an id that leads to nobody
  erased_account: ['id', 'erased_at'],
  // where others still name them: excerpts from which the name was taken, for thirty days at most
  mention_left: ['id', 'found_at', 'place', 'path', 'excerpt'],
  // counters
  certificate_counter: ['kind', 'year', 'last'],
  protocol_counter: ['year', 'last'],
  registration_counter: ['year', 'last'],
  usage_daily: ['material_id', 'day', 'views', 'downloads'],
  // neither addresses of people nor of machines: digests that are forgotten within the hour
  sign_in_attempt: ['key', 'free', 'failures', 'last_at', 'blocked_until', 'refused'],
  // the search; a query that found nothing is kept without whose it was
  search_query: ['terms', 'query', 'times', 'first_at', 'last_at'],
  search_query_daily: ['terms', 'day', 'shown', 'nothing', 'opened'],
  // what readers say is missing is kept without whose it was, and refused with an address or a telephone in it
  material_request: ['id', 'day', 'wish', 'kind', 'level'],
  material_call_answer: ['material_id', 'call_id'],
  search_generation: ['id', 'engine', 'analyser', 'state', 'change', 'created_at', 'promoted_at', 'used_at'],
  search_outbox: ['id', 'material_id', 'created_at', 'transaction', 'done'],
  search_rebuild: ['id', 'state', 'done', 'total', 'started_at', 'seen_at', 'finished_at'],
};

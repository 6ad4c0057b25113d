import { Migration } from '@mikro-orm/migrations';

/** The bank: vocabularies, directory, networks, materials with their versions, files and use. */
export class Migration20261121000000_Bank extends Migration {
  override up(): void {
    this.addSql(
      `create table "audit_event" ("id" uuid not null, "at" timestamptz not null, "actor" text not null, "action" text not null, "subject_type" text not null, "subject_id" uuid not null, "data" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "audit_event_subject_type_subject_id_index" on "audit_event" ("subject_type", "subject_id")`,
    );
    this.addSql(
      `create table "file_content" ("sha256" text not null, "created_at" timestamptz not null, "media_type" text not null, "format" text not null, "size" double precision not null, "page_count" int null, "duration_seconds" double precision null, "text_state" text not null default 'PENDING', "html" text null, "thumbnail_sha256" text null, "extractor_version" int null, primary key ("sha256"))`,
    );
    this.addSql(
      `alter table "file_content" add constraint "file_content_format_check" check ("format" in ('PDF', 'DOCX', 'DOC', 'ODT', 'RTF', 'TXT', 'MD', 'HTML', 'PPTX', 'ODP', 'XLSX', 'ODS', 'CSV', 'JPG', 'PNG', 'GIF', 'WEBP', 'MP4', 'WEBM', 'MP3', 'VTT', 'SRT', 'ZIP', 'OTHER'))`,
    );
    this.addSql(
      `alter table "file_content" add constraint "file_content_text_state_check" check ("text_state" in ('PENDING', 'READY', 'EMPTY', 'FAILED'))`,
    );
    this.addSql(
      `create table "file_passage" ("sha256" text not null, "ordinal" int not null, "page" int null, "slide" int null, "sheet" text null, "second" double precision null, "text" text not null, primary key ("sha256", "ordinal"))`,
    );
    this.addSql(
      `create table "priority_theme" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "slug" text not null, "title" text not null, "short_title" text not null, "alt_labels" text[] not null, "description" text null, "rationale" text null, "status" text not null default 'ACTIVE', "active_from" date null, "active_to" date null, "broader_id" uuid null, "position" int not null, primary key ("id"))`,
    );
    this.addSql(`alter table "priority_theme" add constraint "priority_theme_slug_unique" unique ("slug")`);
    this.addSql(`alter table "priority_theme" add constraint "priority_theme_title_unique" unique ("title")`);
    this.addSql(
      `alter table "priority_theme" add constraint "priority_theme_status_check" check ("status" in ('PROPOSED', 'APPROVED', 'ACTIVE', 'CLOSED'))`,
    );
    this.addSql(
      `create table "priority_theme_related" ("priority_theme_1_id" uuid not null, "priority_theme_2_id" uuid not null, primary key ("priority_theme_1_id", "priority_theme_2_id"))`,
    );
    this.addSql(
      `create table "registration_counter" ("year" int not null, "last" int not null, primary key ("year"))`,
    );
    this.addSql(
      `create table "subject" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "slug" text not null, "title" text not null, "position" int not null, primary key ("id"))`,
    );
    this.addSql(`alter table "subject" add constraint "subject_slug_unique" unique ("slug")`);
    this.addSql(`alter table "subject" add constraint "subject_title_unique" unique ("title")`);
    this.addSql(
      `create table "territory" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "name" text not null, "region" text not null, "time_zone" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "territory" add constraint "territory_name_region_unique" unique ("name", "region")`,
    );
    this.addSql(
      `create table "organization" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "slug" text not null, "short_name" text not null, "full_name" text not null, "kind" text not null, "territory_id" uuid null, "inn" text null, "ogrn" text null, "site" text null, "is_partner" boolean not null default false, primary key ("id"))`,
    );
    this.addSql(`alter table "organization" add constraint "organization_slug_unique" unique ("slug")`);
    this.addSql(
      `alter table "organization" add constraint "organization_short_name_unique" unique ("short_name")`,
    );
    this.addSql(
      `alter table "organization" add constraint "organization_kind_check" check ("kind" in ('KINDERGARTEN', 'SCHOOL', 'EXTRACURRICULAR', 'METHOD_CENTER', 'AUTHORITY', 'UNIVERSITY', 'CULTURE_SPORT', 'MEDIA', 'NGO', 'CREATIVE_UNION', 'BUSINESS', 'PARENTS', 'OTHER'))`,
    );
    this.addSql(
      `create table "person" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "slug" text not null, "last_name" text not null, "first_name" text not null, "patronymic" text null, "position" text null, "organization_id" uuid null, "qualification" text not null default 'NONE', "staff_groups" text[] not null, "levels" text[] not null, "bio" text null, "visibility" jsonb not null, primary key ("id"))`,
    );
    this.addSql(`alter table "person" add constraint "person_slug_unique" unique ("slug")`);
    this.addSql(
      `create index "person_last_name_first_name_patronymic_index" on "person" ("last_name", "first_name", "patronymic")`,
    );
    this.addSql(
      `alter table "person" add constraint "person_qualification_check" check ("qualification" in ('NONE', 'SZD', 'FIRST', 'HIGHEST', 'METHODIST', 'MENTOR'))`,
    );
    this.addSql(
      `create table "person_subject" ("person_id" uuid not null, "subject_id" uuid not null, primary key ("person_id", "subject_id"))`,
    );
    this.addSql(
      `create table "network" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "slug" text not null, "name" text not null, "kind" text not null default 'NETWORK_UNION', "status" text not null default 'ACTIVE', "territory_id" uuid null, "moderator_id" uuid null, "basis" text null, "description" text null, primary key ("id"))`,
    );
    this.addSql(`alter table "network" add constraint "network_slug_unique" unique ("slug")`);
    this.addSql(`alter table "network" add constraint "network_name_unique" unique ("name")`);
    this.addSql(
      `alter table "network" add constraint "network_kind_check" check ("kind" in ('NETWORK_UNION', 'INNOVATION_SITE', 'METHOD_SITE', 'PROFESSIONAL_ASSOCIATION', 'PROBLEM_GROUP', 'WORKSHOP', 'INITIATIVE_GROUP', 'LAB', 'SUPPORT_SITE', 'LOCAL_SITE'))`,
    );
    this.addSql(
      `alter table "network" add constraint "network_status_check" check ("status" in ('FORMING', 'ACTIVE', 'SUSPENDED', 'CLOSED'))`,
    );
    this.addSql(
      `create table "network_member" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "network_id" uuid not null, "organization_id" uuid not null, "coordinator_id" uuid null, "joined_at" date null, "position" int not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "network_member" add constraint "network_member_network_id_organization_id_unique" unique ("network_id", "organization_id")`,
    );
    this.addSql(
      `create table "material" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "registration_number" text not null, "slug" text not null, "kind" text not null, "status" text not null default 'DRAFT', "organization_id" uuid null, "network_id" uuid null, "published_version_id" uuid null, "published_at" timestamptz null, "review_by" date null, "protocol_number" text null, "protocol_date" date null, "recommended" boolean not null default false, "import_key" text null, "import_digest" text null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "material" add constraint "material_registration_number_unique" unique ("registration_number")`,
    );
    this.addSql(`alter table "material" add constraint "material_slug_unique" unique ("slug")`);
    this.addSql(`create index "material_organization_id_index" on "material" ("organization_id")`);
    this.addSql(`create index "material_network_id_index" on "material" ("network_id")`);
    this.addSql(
      `alter table "material" add constraint "material_published_version_id_unique" unique ("published_version_id")`,
    );
    this.addSql(`alter table "material" add constraint "material_import_key_unique" unique ("import_key")`);
    this.addSql(`create index "material_status_published_at_index" on "material" ("status", "published_at")`);
    this.addSql(
      `alter table "material" add constraint "material_kind_check" check ("kind" in ('METHOD_RECOMMENDATIONS', 'LESSON_PLAN', 'EXTRACURRICULAR_PLAN', 'LESSON_VIDEO', 'EXTRACURRICULAR_VIDEO', 'MEASUREMENT', 'ASSESSMENT_SHEET', 'PROJECT', 'PROGRAM', 'THESIS', 'TALK', 'REPORT', 'EXPERIENCE', 'PRESENTATION', 'WORKSHEET', 'GAME', 'REGULATION', 'OTHER'))`,
    );
    this.addSql(
      `alter table "material" add constraint "material_status_check" check ("status" in ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'REVISION', 'COUNCIL', 'PUBLISHED', 'OUTDATED', 'REJECTED', 'WITHDRAWN'))`,
    );
    this.addSql(
      `create table "material_version" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "material_id" uuid not null, "number" int not null, "title" text not null, "subtitle" text null, "annotation" text not null, "language" text not null default 'ru', "levels" text[] not null, "grades" int[] not null, "age_from" int null, "age_to" int null, "keywords" text[] not null, "audience" text[] not null, "technologies" text[] not null, "duration_minutes" int null, "age_rating" text not null default 'AGE_0', "license" text not null, "rights_holder" text null, "year" int null, "change_note" text null, "child_consent" text not null default 'NOT_APPLICABLE', primary key ("id"))`,
    );
    this.addSql(
      `alter table "material_version" add constraint "material_version_material_id_number_unique" unique ("material_id", "number")`,
    );
    this.addSql(
      `alter table "material_version" add constraint "material_version_age_rating_check" check ("age_rating" in ('AGE_0', 'AGE_6', 'AGE_12', 'AGE_16'))`,
    );
    this.addSql(
      `alter table "material_version" add constraint "material_version_license_check" check ("license" in ('CC0', 'CC_BY', 'CC_BY_SA', 'CC_BY_NC', 'CC_BY_NC_SA', 'CC_BY_ND', 'CC_BY_NC_ND', 'EDU_ONLY', 'ARR'))`,
    );
    this.addSql(
      `alter table "material_version" add constraint "material_version_child_consent_check" check ("child_consent" in ('NOT_APPLICABLE', 'COLLECTED', 'MISSING'))`,
    );
    this.addSql(
      `create table "stored_file" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "material_version_id" uuid not null, "sha256" text not null, "name" text not null, "role" text not null default 'MAIN', "position" int not null, primary key ("id"))`,
    );
    this.addSql(`create index "stored_file_sha256_index" on "stored_file" ("sha256")`);
    this.addSql(
      `alter table "stored_file" add constraint "stored_file_material_version_id_position_unique" unique ("material_version_id", "position")`,
    );
    this.addSql(
      `alter table "stored_file" add constraint "stored_file_role_check" check ("role" in ('MAIN', 'SUPPLEMENT', 'CAPTIONS', 'TRANSCRIPT', 'POSTER'))`,
    );
    this.addSql(
      `create table "material_version_theme" ("id" serial primary key, "material_version_id" uuid not null, "priority_theme_id" uuid not null)`,
    );
    this.addSql(
      `create table "material_version_subject" ("id" serial primary key, "material_version_id" uuid not null, "subject_id" uuid not null)`,
    );
    this.addSql(
      `create table "contribution" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "material_version_id" uuid not null, "position" int not null, "role" text not null default 'AUTHOR', "person_id" uuid null, "name" text not null, "short_name" text not null, "post" text null, "organization_name" text null, "confirmed_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`create index "contribution_person_id_index" on "contribution" ("person_id")`);
    this.addSql(
      `alter table "contribution" add constraint "contribution_material_version_id_position_unique" unique ("material_version_id", "position")`,
    );
    this.addSql(
      `alter table "contribution" add constraint "contribution_role_check" check ("role" in ('AUTHOR', 'COMPILER', 'EDITOR', 'SUPERVISOR'))`,
    );
    this.addSql(
      `create table "usage_daily" ("material_id" uuid not null, "day" date not null, "views" int not null default 0, "downloads" int not null default 0, primary key ("material_id", "day"))`,
    );
    this.addSql(
      `alter table "file_passage" add constraint "file_passage_sha256_foreign" foreign key ("sha256") references "file_content" ("sha256")`,
    );
    this.addSql(
      `alter table "priority_theme" add constraint "priority_theme_broader_id_foreign" foreign key ("broader_id") references "priority_theme" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "priority_theme_related" add constraint "priority_theme_related_priority_theme_1_id_foreign" foreign key ("priority_theme_1_id") references "priority_theme" ("id") on update cascade on delete cascade`,
    );
    this.addSql(
      `alter table "priority_theme_related" add constraint "priority_theme_related_priority_theme_2_id_foreign" foreign key ("priority_theme_2_id") references "priority_theme" ("id") on update cascade on delete cascade`,
    );
    this.addSql(
      `alter table "organization" add constraint "organization_territory_id_foreign" foreign key ("territory_id") references "territory" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "person" add constraint "person_organization_id_foreign" foreign key ("organization_id") references "organization" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "person_subject" add constraint "person_subject_person_id_foreign" foreign key ("person_id") references "person" ("id") on update cascade on delete cascade`,
    );
    this.addSql(
      `alter table "person_subject" add constraint "person_subject_subject_id_foreign" foreign key ("subject_id") references "subject" ("id") on update cascade on delete cascade`,
    );
    this.addSql(
      `alter table "network" add constraint "network_territory_id_foreign" foreign key ("territory_id") references "territory" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "network" add constraint "network_moderator_id_foreign" foreign key ("moderator_id") references "person" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "network_member" add constraint "network_member_network_id_foreign" foreign key ("network_id") references "network" ("id")`,
    );
    this.addSql(
      `alter table "network_member" add constraint "network_member_organization_id_foreign" foreign key ("organization_id") references "organization" ("id")`,
    );
    this.addSql(
      `alter table "network_member" add constraint "network_member_coordinator_id_foreign" foreign key ("coordinator_id") references "person" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "material" add constraint "material_organization_id_foreign" foreign key ("organization_id") references "organization" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "material" add constraint "material_network_id_foreign" foreign key ("network_id") references "network" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "material" add constraint "material_published_version_id_foreign" foreign key ("published_version_id") references "material_version" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "material_version" add constraint "material_version_material_id_foreign" foreign key ("material_id") references "material" ("id")`,
    );
    this.addSql(
      `alter table "stored_file" add constraint "stored_file_material_version_id_foreign" foreign key ("material_version_id") references "material_version" ("id")`,
    );
    this.addSql(
      `alter table "stored_file" add constraint "stored_file_sha256_foreign" foreign key ("sha256") references "file_content" ("sha256")`,
    );
    this.addSql(
      `alter table "material_version_theme" add constraint "material_version_theme_material_version_id_foreign" foreign key ("material_version_id") references "material_version" ("id") on update cascade on delete cascade`,
    );
    this.addSql(
      `alter table "material_version_theme" add constraint "material_version_theme_priority_theme_id_foreign" foreign key ("priority_theme_id") references "priority_theme" ("id") on update cascade on delete cascade`,
    );
    this.addSql(
      `alter table "material_version_subject" add constraint "material_version_subject_material_version_id_foreign" foreign key ("material_version_id") references "material_version" ("id") on update cascade on delete cascade`,
    );
    this.addSql(
      `alter table "material_version_subject" add constraint "material_version_subject_subject_id_foreign" foreign key ("subject_id") references "subject" ("id") on update cascade on delete cascade`,
    );
    this.addSql(
      `alter table "contribution" add constraint "contribution_material_version_id_foreign" foreign key ("material_version_id") references "material_version" ("id")`,
    );
    this.addSql(
      `alter table "contribution" add constraint "contribution_person_id_foreign" foreign key ("person_id") references "person" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "usage_daily" add constraint "usage_daily_material_id_foreign" foreign key ("material_id") references "material" ("id")`,
    );
  }

  override down(): void {
    this.addSql(
      `drop table "audit_event", "file_content", "file_passage", "priority_theme", "priority_theme_related", "registration_counter", "subject", "territory", "organization", "person", "person_subject", "network", "network_member", "material", "material_version", "stored_file", "material_version_theme", "material_version_subject", "contribution", "usage_daily" cascade`,
    );
  }
}

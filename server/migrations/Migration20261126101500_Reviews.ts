import { Migration } from '@mikro-orm/migrations';

const BASE = `"id" uuid not null primary key, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1`;
const ACCOUNT = `references "account" ("id")`;

/** Reviews: who was asked, what was said; what was sent never changes, and nobody reviews what is no longer in review. */
export class Migration20261126101500_Reviews extends Migration {
  override up(): void {
    this.addSql(
      `alter table "material" add column "blind_reviewers" uuid[] not null default '{}', add column "reviews_in" int not null default 0`,
    );
    this.addSql(
      `create table "review_assignment" (${BASE}, "material_id" uuid not null references "material" ("id") on delete cascade, "material_version_id" uuid not null references "material_version" ("id") on delete cascade, "form_id" uuid not null references "review_form" ("id"), "reviewer_id" uuid not null ${ACCOUNT}, "invited_by_id" uuid not null ${ACCOUNT}, "round" int not null check ("round" > 0), "number" int not null check ("number" > 0), "state" text not null check ("state" in ('INVITED', 'ACCEPTED', 'DECLINED', 'OVERDUE', 'SUBMITTED', 'CANCELLED')), "blind" boolean not null, "due_on" date not null, "accepted_at" timestamptz null, "closed_at" timestamptz null, "reminded_at" timestamptz null, "decline_reason" text null check ("decline_reason" in ('CONFLICT', 'NO_TIME', 'NOT_MY_FIELD', 'OTHER')), "decline_note" text null, unique ("material_version_id", "number"), check (("state" = 'DECLINED') = ("decline_reason" is not null)), check (("state" in ('DECLINED', 'SUBMITTED', 'CANCELLED')) = ("closed_at" is not null)), check ("state" not in ('ACCEPTED', 'SUBMITTED') or "accepted_at" is not null))`,
    );
    this.addSql(
      `create unique index "review_assignment_once" on "review_assignment" ("material_version_id", "reviewer_id") where "state" in ('INVITED', 'ACCEPTED', 'OVERDUE', 'SUBMITTED')`,
    );
    this.addSql(
      `create index "review_assignment_reviewer_index" on "review_assignment" ("reviewer_id", "state")`,
    );
    this.addSql(`create index "review_assignment_material_index" on "review_assignment" ("material_id")`);
    this.addSql(
      `create table "review" (${BASE}, "assignment_id" uuid not null unique references "review_assignment" ("id") on delete cascade, "scores" jsonb not null default '{}', "total" int null check ("total" between 0 and 100), "recommendation" text null check ("recommendation" in ('PUBLISH', 'REVISE', 'REJECT')), "to_author" text not null default '', "to_council" text not null default '', "sent_at" timestamptz null, check ("sent_at" is null or ("total" is not null and "recommendation" is not null and "to_author" <> '')))`,
    );
    this.addSql(
      `create table "review_remark" (${BASE}, "review_id" uuid not null references "review" ("id") on delete cascade, "position" int not null, "criterion_id" uuid null references "review_criterion" ("id"), "file_id" uuid null references "stored_file" ("id") on delete set null, "page" int null check ("page" > 0), "body" text not null, "answer" text null, "answered_at" timestamptz null, check (("answer" is null) = ("answered_at" is null)))`,
    );
    this.addSql(`create index "review_remark_review_id_index" on "review_remark" ("review_id", "position")`);
    this.addSql(
      `create function keep_sent_review() returns trigger language plpgsql as $$
       begin
         if old.sent_at is not null then raise exception 'review % was sent', old.id using errcode = '23000'; end if;
         return case when tg_op = 'DELETE' then old else new end;
       end $$`,
    );
    this.addSql(
      `create trigger "keep_sent" before update or delete on "review" for each row execute function keep_sent_review()`,
    );
    // the author's answer is all that may come to a remark of a sent review
    this.addSql(
      `create function keep_sent_remark() returns trigger language plpgsql as $$
       begin
         if tg_op = 'UPDATE' and (new.id, new.review_id, new.position, new.criterion_id, new.page, new.body)
             is not distinct from (old.id, old.review_id, old.position, old.criterion_id, old.page, old.body)
             and (new.file_id is null or new.file_id is not distinct from old.file_id) then
           return new;
         end if;
         if exists (select 1 from review r where r.sent_at is not null
             and r.id in (case when tg_op <> 'INSERT' then old.review_id end, case when tg_op <> 'DELETE' then new.review_id end)) then
           raise exception 'the review of a remark was sent' using errcode = '23000';
         end if;
         return case when tg_op = 'DELETE' then old else new end;
       end $$`,
    );
    this.addSql(
      `create trigger "keep_sent" before insert or update or delete on "review_remark" for each row execute function keep_sent_remark()`,
    );
    // whatever takes a version out of review, nobody is left at work on it
    this.addSql(
      `create function close_reviews() returns trigger language plpgsql as $$
       begin
         update review_assignment set state = 'CANCELLED', closed_at = now(), updated_at = now(), version = version + 1
         where material_id = new.id and state in ('INVITED', 'ACCEPTED', 'OVERDUE');
         return null;
       end $$`,
    );
    this.addSql(
      `create trigger "close_reviews" after update on "material" for each row when (old.draft_status = 'IN_REVIEW' and new.draft_status is distinct from 'IN_REVIEW') execute function close_reviews()`,
    );
  }

  override down(): void {
    this.addSql(`drop trigger "close_reviews" on "material"`);
    this.addSql(`drop function close_reviews()`);
    this.addSql(`drop table "review_remark", "review", "review_assignment"`);
    this.addSql(`drop function keep_sent_remark(), keep_sent_review()`);
    this.addSql(`alter table "material" drop column "blind_reviewers", drop column "reviews_in"`);
  }
}

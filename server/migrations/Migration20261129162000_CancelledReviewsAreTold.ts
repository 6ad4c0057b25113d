import { Migration } from '@mikro-orm/migrations';

/** Reviewers are told that a review is not needed any more, whatever takes the version out of review. */
export class Migration20261129162000_CancelledReviewsAreTold extends Migration {
  override up(): void {
    this.addSql(
      `create or replace function close_reviews() returns trigger language plpgsql as $$
       begin
         with closed as (
           update review_assignment set state = 'CANCELLED', closed_at = now(), updated_at = now(),
             version = version + 1
           where material_id = new.id and state in ('INVITED', 'ACCEPTED', 'OVERDUE')
           returning id, reviewer_id, material_version_id)
         insert into notification (id, account_id, kind, path, subject, created_at)
         select gen_random_uuid(), c.reviewer_id, 'REVIEW_CANCELLED', '/my/reviews/' || c.id, v.title, now()
         from closed c join material_version v on v.id = c.material_version_id;
         return null;
       end $$`,
    );
  }

  override down(): void {
    this.addSql(
      `create or replace function close_reviews() returns trigger language plpgsql as $$
       begin
         update review_assignment set state = 'CANCELLED', closed_at = now(), updated_at = now(), version = version + 1
         where material_id = new.id and state in ('INVITED', 'ACCEPTED', 'OVERDUE');
         return null;
       end $$`,
    );
  }
}

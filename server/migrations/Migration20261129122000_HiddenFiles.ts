import { Migration } from '@mikro-orm/migrations';

/** Files of earlier versions that nobody is given any more, as they hold personal data. */
export class Migration20261129122000_HiddenFiles extends Migration {
  override up(): void {
    this.addSql(
      `alter table "stored_file" add column "hidden_at" timestamptz null, add column "hidden_by_owner" boolean null, add column "hidden_reason" text null`,
    );
    this.addSql(
      `alter table "stored_file" add constraint "stored_file_hidden_check" check (("hidden_at" is null) = ("hidden_reason" is null) and ("hidden_at" is null) = ("hidden_by_owner" is null))`,
    );
  }

  override down(): void {
    this.addSql(
      `alter table "stored_file" drop column "hidden_at", drop column "hidden_by_owner", drop column "hidden_reason"`,
    );
  }
}

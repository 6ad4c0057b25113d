import { Migration } from '@mikro-orm/migrations';

/** What somebody had under way goes with the account. */
export class Migration20261125171000_UploadsOfAccount extends Migration {
  override up(): void {
    this.addSql(
      `alter table "upload" drop constraint "upload_account_id_fkey", add constraint "upload_account_id_fkey" foreign key ("account_id") references "account" ("id") on delete cascade`,
    );
  }

  override down(): void {
    this.addSql(
      `alter table "upload" drop constraint "upload_account_id_fkey", add constraint "upload_account_id_fkey" foreign key ("account_id") references "account" ("id")`,
    );
  }
}

import { Migration } from '@mikro-orm/migrations';

/** A decision keeps who did not vote on it because it was their own matter. */
export class Migration20261129140100_VotersOfMatters extends Migration {
  override up(): void {
    this.addSql(`alter table "agenda_item" add column "conflicted" uuid[] not null default '{}'`);
  }

  override down(): void {
    this.addSql(`alter table "agenda_item" drop column "conflicted"`);
  }
}

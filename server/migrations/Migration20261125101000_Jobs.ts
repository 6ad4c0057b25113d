import { Migration } from '@mikro-orm/migrations';
import { getConstructionPlans } from 'pg-boss';

/** The job queue's own schema, as the installed pg-boss makes it; a later pg-boss brings it up to date itself. */
export class Migration20261125101000_Jobs extends Migration {
  override up(): void {
    // the migration is a transaction already
    this.addSql(getConstructionPlans('pgboss').replace(/^\s*BEGIN;|COMMIT;\s*$/g, ''));
  }

  override down(): void {
    this.addSql('drop schema "pgboss" cascade');
  }
}

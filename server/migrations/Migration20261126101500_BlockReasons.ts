import { Migration } from '@mikro-orm/migrations';

/** Why an account was blocked; and the audit trail in the order in which it is read. */
export class Migration20261126101500_BlockReasons extends Migration {
  override up(): void {
    this.addSql(`alter table "account" add column "block_reason" text null`);
    this.addSql(`create index "audit_event_at_index" on "audit_event" ("at" desc, "id" desc)`);
    this.addSql(`create index "audit_event_actor_index" on "audit_event" ("actor", "at" desc, "id" desc)`);
  }

  override down(): void {
    this.addSql(`drop index "audit_event_at_index", "audit_event_actor_index"`);
    this.addSql(`alter table "account" drop column "block_reason"`);
  }
}

import { Migration } from '@mikro-orm/migrations';

const STATES = ['PLANNED', 'OPEN', 'CLOSED', 'PROTOCOL_SIGNED'];
const check = (states: readonly string[]): string =>
  `alter table "meeting" add constraint "meeting_status_check" check ("status" in (${states.map((one) => `'${one}'`).join(', ')}))`;

/** A planned meeting may be called off, with a reason. */
export class Migration20261129160000_MeetingsCalledOff extends Migration {
  override up(): void {
    this.addSql(`alter table "meeting" add column "cancel_reason" text null`);
    this.addSql(`alter table "meeting" drop constraint "meeting_status_check"`);
    this.addSql(check([...STATES, 'CANCELLED']));
  }

  override down(): void {
    this.addSql(`alter table "meeting" drop constraint "meeting_status_check"`);
    // what was called off waits again: the state before has no other word for it
    this.addSql(`update "meeting" set "status" = 'PLANNED' where "status" = 'CANCELLED'`);
    this.addSql(check(STATES));
    this.addSql(`alter table "meeting" drop column "cancel_reason"`);
  }
}

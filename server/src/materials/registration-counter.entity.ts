import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Last registration number given in a year; raised in the transaction of the registration, so without gaps. */
@Entity()
export class RegistrationCounter {
  @PrimaryKey({ type: 'integer', autoincrement: false })
  year!: number;

  @Property({ type: 'integer' })
  last!: number;
}

import { Field, ID, ObjectType } from 'type-graphql';
import { Role, RoleScope } from './role.js';

/** A role as its holder sees it. */
@ObjectType({ description: 'A role in force, with its reach.' })
export class ViewerRole {
  @Field(() => Role, { description: 'The role.' })
  role!: Role;

  @Field(() => RoleScope, { description: 'How far it reaches.' })
  scope!: RoleScope;

  @Field(() => ID, {
    nullable: true,
    description: 'The territory, organisation or network; null for the bank.',
  })
  scopeId!: string | null;
}

/** Who has signed in. */
@ObjectType('Viewer', { description: 'Who has signed in.' })
export class ViewerType {
  @Field(() => ID, { description: 'UUID of the account.' })
  id!: string;

  @Field(() => String, { description: 'Address by which the viewer signs in.' })
  email!: string;

  @Field(() => String, { description: '«Фамилия Имя Отчество».' })
  fullName!: string;

  @Field(() => String, { description: '«Фамилия И. О.» with no-break spaces.' })
  shortName!: string;

  @Field(() => [ViewerRole], { description: 'Roles in force today.' })
  roles!: ViewerRole[];
}

import { Role, RoleScope } from '../role.js';

const { GLOBAL, TERRITORY, ORGANIZATION, NETWORK } = RoleScope;

/**
 * How far each role may reach when an administrator gives it. An empty list: nobody is given the role, everybody with
 * an account is a teacher.
 */
export const REACH_OF: Readonly<Record<Role, readonly RoleScope[]>> = {
  [Role.TEACHER]: [],
  [Role.EXPERT]: [GLOBAL, TERRITORY],
  [Role.METHODIST]: [GLOBAL, TERRITORY, ORGANIZATION],
  [Role.ORG_HEAD]: [ORGANIZATION],
  [Role.ORG_COORDINATOR]: [ORGANIZATION],
  [Role.MODERATOR]: [NETWORK],
  [Role.MUNICIPAL_COORDINATOR]: [TERRITORY],
  [Role.COUNCIL_MEMBER]: [GLOBAL],
  [Role.COUNCIL_SECRETARY]: [GLOBAL],
  [Role.COUNCIL_CHAIR]: [GLOBAL],
  // configures the whole bank: there is no lesser administrator
  [Role.ADMIN]: [GLOBAL],
};

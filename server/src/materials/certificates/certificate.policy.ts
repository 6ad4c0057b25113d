import { Role } from '../../directory/role.js';

/** Who may take a certificate's force away: the council's officers, and the administrator on their decision. */
export const MAY_ANNUL: readonly Role[] = [Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY, Role.ADMIN];

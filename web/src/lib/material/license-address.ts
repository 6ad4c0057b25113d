import type { License } from '#lib/labels/material.ts';

const commons = 'https://creativecommons.org';

/** Where the text of a licence is; nothing for terms that are not a public licence. */
export const licenseAddress: Partial<Record<License, string>> = {
  CC0: `${commons}/publicdomain/zero/1.0/`,
  CC_BY: `${commons}/licenses/by/4.0/`,
  CC_BY_SA: `${commons}/licenses/by-sa/4.0/`,
  CC_BY_NC: `${commons}/licenses/by-nc/4.0/`,
  CC_BY_NC_SA: `${commons}/licenses/by-nc-sa/4.0/`,
  CC_BY_ND: `${commons}/licenses/by-nd/4.0/`,
  CC_BY_NC_ND: `${commons}/licenses/by-nc-nd/4.0/`,
};

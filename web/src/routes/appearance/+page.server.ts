import { redirect } from '@sveltejs/kit';
import { appearanceAge, appearanceCookie, appearanceFrom, writeAppearance } from '#lib/appearance.ts';
import { localAddress } from '#lib/local-address.server.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({
  back: localAddress(url.searchParams.get('back'), url, routes.home()),
});

export const actions: Actions = {
  /** Keeps the appearance for a browser without scripts and returns to the page it came from. */
  default: async ({ request, cookies, url }) => {
    const fields = await request.formData();
    const appearance = appearanceFrom((name) => fields.get(name));
    cookies.set(appearanceCookie, writeAppearance(appearance), {
      path: '/',
      maxAge: appearanceAge,
      sameSite: 'lax',
      httpOnly: false,
      secure: url.protocol === 'https:',
    });
    redirect(303, localAddress(fields.get('back'), url, routes.home()));
  },
};

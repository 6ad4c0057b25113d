/**
 * Address under which a page is known to the world, without a slash at the end. The address of the request is
 * believed only where the deployment gives none: whoever asks may write any host into it.
 */
export function publicOrigin({ data, url }: { data: App.PageData; url: { origin: string } }): string {
  return data.publicUrl || url.origin;
}

/** Programs that say what they are: crawlers, previews of links, scripts. */
const PROGRAM =
  /bot|crawl|spider|slurp|preview|facebookexternalhit|monitor|curl|wget|python|java\/|go-http|node/i;

/** Whether who asks is a program by its own words; what does not say what it is, is one too. */
export function isProgram(userAgent: string | undefined): boolean {
  return !userAgent || PROGRAM.test(userAgent);
}

/**
 * How every cookie of ours is kept, be it set by a page or by the Worker: for the whole site, sent along when somebody follows a link
 * here and by no other site's form, and over HTTPS alone where there is HTTPS. Out of reach of scripts, unless a script of
 * ours changes it as well.
 */
export function cookieAttributes(url: { protocol: string }, maxAge: number, httpOnly = true) {
  return { path: '/', httpOnly, sameSite: 'lax', secure: url.protocol === 'https:', maxAge } as const;
}

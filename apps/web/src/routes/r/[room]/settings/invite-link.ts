/** Where an invite leads. What stands behind the # stays in the browser: no server is asked for it, and none logs it. */
export function inviteLink(origin: string, room: string, token: string): string {
  return `${origin}/join#${encodeURIComponent(room)}/${token}`;
}

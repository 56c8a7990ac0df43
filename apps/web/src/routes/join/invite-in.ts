/**
 * The room and the token in an invite's link, or in what stands behind its #: `saturday-bench/7fq2…`. Undefined for
 * anything else; whether they lead anywhere the room knows.
 */
export function inviteIn(link: string): { room: string; token: string } | undefined {
  const behind = link.trim().replace(/^[^#]*#/, '');
  const [room, token, ...rest] = behind.split('/');
  if (!room || !token || rest.length > 0) return undefined;
  try {
    return { room: decodeURIComponent(room), token };
  } catch {
    return undefined;
  }
}

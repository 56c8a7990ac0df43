import { type APIResponse, expect } from 'playwright/test';
import type { Tab } from './tab.ts';

/** What somebody does by no page, where it is not what the test is about. */
export function byRequest({ name: person, context, line }: Tab) {
  const posts = (path: string, data: object): Promise<APIResponse> =>
    context.request.post(`${line.url}${path}`, { headers: { origin: line.url }, data });

  const byRequest = {
    /** Goes by their name from now on, unless they go by one already. */
    async hasAName(): Promise<void> {
      const cookies = await context.cookies(line.url);
      if (cookies.some(({ name }) => name === 'lull_session')) return;
      const met = await posts('/api/guest', { name: person });
      expect(met.status(), `whether ${person} has a name`).toBe(200);
    },

    /** Makes a room of their own, as whoever they are here, or under their name. */
    async makes(
      room: string,
      founding: { title?: string; visibility?: 'listed' | 'unlisted' | 'private' } = {},
    ): Promise<void> {
      await byRequest.hasAName();
      const made = await posts('/api/rooms', { room, ...founding });
      expect(made.status(), `whether ${person} made ${room}`).toBe(201);
    },

    /** Does something in a room that they may do there. */
    async actsIn(room: string, action: object): Promise<void> {
      // More than forty at once are asked to wait.
      const done = async () => (await posts(`/r/${room}/action`, action)).status();
      await expect.poll(done, `whether ${person} did ${JSON.stringify(action)}`).toBe(200);
    },
  };
  return byRequest;
}

export type ByRequest = ReturnType<typeof byRequest>;

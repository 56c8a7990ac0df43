export async function load({ params, platform }: any) {
  return { glance: await platform.env.ROOMS.glance(params.room) };
}

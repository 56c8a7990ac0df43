/** Node's own WebSocket takes headers, which the browsers' one, whose type it has here, does not. */
export function openSocket(address: string, cookie: string): WebSocket {
  const NodeWebSocket = WebSocket as unknown as new (
    address: string,
    options: { headers: Record<string, string> },
  ) => WebSocket;
  return new NodeWebSocket(address, { headers: { cookie } });
}

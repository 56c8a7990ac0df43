/** Closes a socket, unless it is closed already. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {}
}

/**
 * The runtime does not answer a close by itself, and a browser waits seconds for the answer. The codes that nobody may
 * send are answered by a plain 1000: 1005 stands for a close without a code, whose sender waits as well; 1006 and 1015
 * for a line that is gone, where nobody hears the answer and nothing else comes of it.
 */
export function answerClose(socket: WebSocket, code: number): void {
  const sendable = code >= 1000 && code < 5000 && ![1004, 1005, 1006, 1015].includes(code);
  closeSocket(socket, sendable ? code : 1000, '');
}

/** The header in which the Worker, having checked the cookie, says who is knocking. */
export const knockHeader = 'x-lull-knock';

/** The header in which a room asks to be told once more who is knocking, by the word of their Person object. */
export const verifyHeader = 'x-lull-verify';

/**
 * The header in which a room that lets nobody in says with which code their socket is to be closed: a browser learns
 * nothing from a refused handshake, so the Worker opens one for that.
 */
export const closeHeader = 'x-lull-close';

const saidKey = 'lull/said';
const answeredKey = 'lull/keep-offer';
const offerAfter = 10;

/**
 * To be called for each message that whoever sits here says as a guest. From the tenth in a browser on it is time to offer
 * that their name be kept, until that was answered.
 */
export function isTimeToOffer(): boolean {
  try {
    if (localStorage.getItem(answeredKey)) return false;
    const said = Number(localStorage.getItem(saidKey) ?? 0) + 1;
    localStorage.setItem(saidKey, `${Math.min(said, offerAfter)}`);
    return said >= offerAfter;
  } catch {
    // A browser that notes nothing would be asked again and again.
    return false;
  }
}

/** To be called once they have answered, either way: they are not asked again here. */
export function noteAnswer(): void {
  try {
    localStorage.setItem(answeredKey, 'answered');
    localStorage.removeItem(saidKey);
  } catch {
    // Then it was never offered.
  }
}

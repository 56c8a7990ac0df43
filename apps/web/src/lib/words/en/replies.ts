/** A message in reply to another. */
export const replyWords = {
  /** In place of what it replies to, where this page does not know it. */
  earlier: 'an earlier message',
  quote: (name: string, text: string) => `In reply to ${name}: ${text}`,
  quoteUnknown: 'In reply to an earlier message',
  heading: (name: string) => `Replying to ${name}`,
  headingOwn: 'Replying to yourself',
  headingUnknown: 'Replying',
  cancel: 'Cancel',
  speaking: (name: string, text: string) => `Replying to ${name}: ${text}`,
  spoken: (name: string, to: string, text: string) => `${name}, in reply to ${to}: ${text}`,
  you: 'you',
  back: 'Back to the reply',
  field: 'Your reply',
  send: 'Reply',
};

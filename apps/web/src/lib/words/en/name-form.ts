/** The form that asks for a name where the composer will be. */
export const nameFormWords = {
  heading: (room: string) => `Say something in ${room}`,
  hint: 'All you need is a name. No account, no email.',
  nameKept: (name: string) => `Someone keeps the name ${name} here. Choose another.`,
  nameTaken: (name: string) => `Somebody here goes by ${name}. Choose another name.`,
  nameElsewhere: 'If it’s you, keep the name with a passkey on your other device. Then, here:',
  isItYou: 'Is it you?',
};

/** What people write that has broken bots: markup, mentions, lengths, scripts from right to left, signs of many parts. */
export const hostilePrompts = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '@everyone <@123> <!channel> [a link](https://example.com) **bold** `code`',
  `${'long '.repeat(399)}word.`,
  '👩‍🚀🏳️‍🌈 a 🐙 on the 🌕',
  'قارب ورقي في شارع ممطر',
  '\\u0000 %s ${process.exit()} "quotes" \'single\' & &amp;',
];

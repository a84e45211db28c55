/** The frame of the page. */
export const page = {
  titles: {
    rehearsal:
      'Which customers bought less, and what could have been offered to them: a rehearsal on the past',
    open: 'Which customers may begin to buy less, and what to do about it',
  },
  language: 'Language',
  skip: 'Skip to the content',
  sections: 'Sections',
  asTable: 'The same data as a table',
}

export type PageWords = typeof page

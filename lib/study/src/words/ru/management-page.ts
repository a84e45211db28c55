import type { PageWords } from '../en/management-page'

export const page: PageWords = {
  titles: {
    rehearsal:
      'Кто из клиентов стал покупать меньше и что им можно было предложить: пробный расчёт на прошлых данных',
    open: 'Кто из клиентов может начать покупать меньше и что с этим делать',
  },
  language: 'Язык',
  skip: 'К содержанию',
  sections: 'Разделы',
  asTable: 'Те же данные таблицей',
}

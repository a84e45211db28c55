import type { ProvenanceWords } from '../en/provenance'

export const provenance: ProvenanceWords = {
  synthetic: 'Таблицы синтетические: ни одного из этих клиентов не существует.',
  tables: ({ folder, fingerprint, day }) =>
    `Таблицы: папка «${folder}», отпечаток ${fingerprint}. Расчёт от ${day.split('-').reverse().join('.')}.`,
  earlier: ({ folder, fingerprint, customers }) =>
    `Модель училась и на прежнем квартале: папка «${folder}», отпечаток ${fingerprint}, клиентов: ${customers}.`,
}

/**
 * The four tables as data: what each column is called, may hold and means. Reading, validation, synthesis and
 * the data dictionary all follow this one list.
 */

export type FeatureGroup = 'communication' | 'product' | 'purchases' | 'site' | 'finance'

export interface ColumnSchema {
  /** The name in the file, as the store writes it. */
  readonly header: string
  /** Other spellings seen in copies of the file. */
  readonly aliases?: readonly string[]
  /** The name used in code and in English text. */
  readonly name: string
  readonly meaning: string
  readonly unit: string
  readonly group?: FeatureGroup
  /** `choice` refuses values that are not listed; `category` accepts them with a warning. */
  readonly kind: 'id' | 'number' | 'choice' | 'category'
  /** Inclusive bounds of a number; outside them the table is refused. */
  readonly minimum?: number
  readonly maximum?: number
  /** Whole numbers only. */
  readonly integer?: boolean
  /** The values of a choice or the known values of a category, as they read once repaired. */
  readonly values?: readonly CategoryValue[]
  /** The column may be missing where nothing has to be learned from it. */
  readonly target?: boolean
  /** A row whose cell is empty says no more than a row that is not there. */
  readonly mayBeEmpty?: boolean
}

export interface CategoryValue {
  /** As the store writes it, once repaired. */
  readonly word: string
  /** By which code and English text call it. */
  readonly english: string
  /** Misspellings that are read as this value, with a warning. */
  readonly misspellings?: readonly string[]
}

export interface TableSchema {
  readonly file: string
  /** The name used in code. */
  readonly name: TableName
  readonly meaning: string
  readonly columns: readonly ColumnSchema[]
  /** The columns that together may occur once only. */
  readonly key: readonly string[]
  /** Refuse a row whose key has occurred even where the whole row is the same: it may tell of another time. */
  readonly refusesRepeats?: true
}

export type TableName = 'customers' | 'revenue' | 'minutes' | 'profit'

const id: ColumnSchema = {
  header: 'id',
  name: 'id',
  meaning: 'customer',
  unit: '',
  kind: 'id',
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  integer: true,
}

const currentMonth: CategoryValue = { word: 'текущий_месяц', english: 'current' }
const previousMonth: CategoryValue = {
  word: 'предыдущий_месяц',
  english: 'previous',
  misspellings: ['предыдцщий_месяц'],
}
const monthBeforePrevious: CategoryValue = { word: 'препредыдущий_месяц', english: 'beforePrevious' }

export const tableSchemas: readonly TableSchema[] = [
  {
    file: 'market_file.csv',
    name: 'customers',
    meaning: 'one row a customer: contacts, product behaviour, behaviour on the site, and the target',
    key: ['id'],
    columns: [
      id,
      {
        header: 'Покупательская активность',
        name: 'activity',
        meaning: 'whether the customer buys less than before (target)',
        unit: '',
        kind: 'choice',
        target: true,
        values: [
          { word: 'Прежний уровень', english: 'holds' },
          { word: 'Снизилась', english: 'declines' },
        ],
      },
      {
        header: 'Тип сервиса',
        name: 'serviceTier',
        meaning: 'service tier',
        unit: '',
        group: 'communication',
        kind: 'choice',
        values: [
          { word: 'стандарт', english: 'standard', misspellings: ['стандартт'] },
          { word: 'премиум', english: 'premium' },
        ],
      },
      {
        header: 'Разрешить сообщать',
        name: 'contactAllowed',
        meaning: 'consent to be sent offers',
        unit: '',
        group: 'communication',
        kind: 'choice',
        values: [
          { word: 'да', english: 'yes' },
          { word: 'нет', english: 'no' },
        ],
      },
      {
        header: 'Маркет_актив_6_мес',
        aliases: ['Маркет_актив6мес'],
        name: 'marketingContacts6m',
        meaning: 'marketing contacts, mean of 6 months',
        unit: 'contacts a month',
        group: 'communication',
        kind: 'number',
        minimum: 0,
        maximum: 1000,
      },
      {
        header: 'Маркет_актив_тек_мес',
        name: 'marketingContactsCurrent',
        meaning: 'marketing contacts this month',
        unit: 'contacts',
        group: 'communication',
        kind: 'number',
        minimum: 0,
        maximum: 1000,
      },
      {
        header: 'Длительность',
        name: 'tenureDays',
        meaning: 'time since registration',
        unit: 'days',
        group: 'communication',
        kind: 'number',
        minimum: 0,
        maximum: 36525,
      },
      {
        header: 'Акционные_покупки',
        name: 'promoShare',
        meaning: 'share of purchases made on promotion, monthly mean of 6 months',
        unit: 'share',
        group: 'product',
        kind: 'number',
        minimum: 0,
        maximum: 1,
      },
      {
        header: 'Популярная_категория',
        name: 'favouriteCategory',
        meaning: 'category the customer looks at most',
        unit: '',
        group: 'product',
        kind: 'category',
        values: [
          { word: 'Товары для детей', english: "children's goods" },
          { word: 'Домашний текстиль', english: 'home textiles' },
          {
            word: 'Косметика и аксессуары',
            english: 'cosmetics and accessories',
            misspellings: ['Косметика и аксесуары'],
          },
          { word: 'Техника для красоты и здоровья', english: 'beauty and health appliances' },
          { word: 'Мелкая бытовая техника и электроника', english: 'small appliances and electronics' },
          { word: 'Кухонная посуда', english: 'kitchenware' },
        ],
      },
      {
        header: 'Средний_просмотр_категорий_за_визит',
        name: 'categoriesPerVisit',
        meaning: 'categories seen on a visit, last month',
        unit: 'categories a visit',
        group: 'product',
        kind: 'number',
        minimum: 0,
        maximum: 1000,
      },
      {
        header: 'Неоплаченные_продукты_штук_квартал',
        name: 'unpaidItems',
        meaning: 'items left unpaid in the basket, 3 months',
        unit: 'items',
        group: 'product',
        kind: 'number',
        minimum: 0,
        maximum: 100000,
      },
      {
        header: 'Ошибка_сервиса',
        name: 'serviceErrors',
        meaning: 'failures met on the site',
        unit: 'failures',
        group: 'site',
        kind: 'number',
        minimum: 0,
        maximum: 100000,
      },
      {
        header: 'Страниц_за_визит',
        name: 'pagesPerVisit',
        meaning: 'pages seen on a visit, 3 months',
        unit: 'pages a visit',
        group: 'site',
        kind: 'number',
        minimum: 0,
        maximum: 100000,
      },
    ],
  },
  {
    file: 'market_money.csv',
    name: 'revenue',
    meaning: 'three rows a customer: what was bought in each month',
    key: ['id', 'period'],
    columns: [
      id,
      {
        header: 'Период',
        name: 'period',
        meaning: 'month',
        unit: '',
        kind: 'choice',
        values: [currentMonth, previousMonth, monthBeforePrevious],
      },
      {
        header: 'Выручка',
        name: 'revenue',
        meaning: 'revenue from the customer in the month',
        unit: 'money a month',
        group: 'purchases',
        kind: 'number',
        minimum: 0,
        maximum: 1e9,
      },
    ],
  },
  {
    file: 'market_time.csv',
    name: 'minutes',
    meaning: 'two rows a customer: time spent on the site in each month',
    key: ['id', 'period'],
    columns: [
      id,
      {
        header: 'Период',
        name: 'period',
        meaning: 'month',
        unit: '',
        kind: 'choice',
        values: [currentMonth, previousMonth],
      },
      {
        header: 'минут',
        name: 'minutes',
        meaning: 'time on the site in the month',
        unit: 'minutes a month',
        group: 'site',
        kind: 'number',
        minimum: 0,
        maximum: 44640,
      },
    ],
  },
  {
    file: 'money.csv',
    name: 'profit',
    meaning: 'one row a customer: profit as the finance department states it',
    key: ['id'],
    columns: [
      id,
      {
        header: 'Прибыль',
        name: 'profit',
        meaning: 'profit a month, mean of 3 months',
        unit: 'money a month',
        group: 'finance',
        kind: 'number',
        minimum: -1e9,
        maximum: 1e9,
        mayBeEmpty: true,
      },
    ],
  },
]

/** The schema of one table. */
export function tableSchema(name: TableName): TableSchema {
  return tableSchemas.find((schema) => schema.name === name)!
}

/** How the store's tables call a column, by its English name; a name of none stays as it is. */
export function headerOf(name: string): string {
  return tableSchemas.flatMap(({ columns }) => columns).find((column) => column.name === name)?.header ?? name
}

/** One table as read, repaired and checked: English column names, numbers as doubles, choices and categories in
 * the store's own (repaired) Russian words. */
export interface Table {
  readonly name: TableName
  readonly rows: number
  /** Columns by English name. Periods and the target are Russian words too; `writtenId` is there where ids have leading zeros. */
  readonly columns: Readonly<Record<string, Float64Array | readonly string[]>>
  /** Line in the file of each row, counted from 1 with the header on line 1. */
  readonly lines: Int32Array
}

/** Where tables were read. */
export interface TableSource {
  /** Name of the folder, without its place on the machine. */
  readonly folder: string
  /** Whether a marker in the folder says that the tables are made up. */
  readonly synthetic: boolean
}

/** The four tables of one data folder. */
export interface StudyTables {
  readonly source: TableSource
  readonly tables: Readonly<Record<TableName, Table>>
  /** Whether the target column was there. */
  readonly hasTarget: boolean
  /** SHA-256 of the content after reading: equal for every encoding or dialect of the same data. */
  readonly fingerprint: string
}

/** One finding of the validation. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  readonly file: string
  /** Line in the file, counted from 1; absent when the finding concerns the whole file or column. */
  readonly line?: number
  readonly column?: string
  readonly value?: string
  /** Kebab-case name of the rule, stable: `duplicate-key`, `not-a-number`, … */
  readonly rule: string
  /** What is wrong and what to do about it, in one sentence. */
  readonly message: string
  /** How many rows a counted problem stands for. */
  readonly count?: number
  /** How many further problems of the rule in the file, and of errors in the column, this one stands for. */
  readonly unlisted?: number
}

/** Rows of one table: read = used + the sum of those set aside. */
export interface RowBalance {
  readonly file: string
  readonly read: number
  readonly used: number
  readonly setAside: readonly { readonly reason: string; readonly rows: number }[]
}

/** What reading a folder gives: `tables` only when there is no error. */
export interface ReadResult {
  readonly tables?: StudyTables
  readonly problems: readonly Problem[]
  readonly balance: readonly RowBalance[]
}

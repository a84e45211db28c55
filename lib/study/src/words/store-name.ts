/** The store whose customers are studied. */
export const storeName = '«В один клик»'

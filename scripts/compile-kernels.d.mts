export const kernels: Readonly<Record<string, string>>
export function compileKernel(source: string): Promise<string>

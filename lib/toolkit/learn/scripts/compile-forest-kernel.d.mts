export function compileForestKernel(): Promise<string>

/** A plain text table: columns as wide as their widest cell, up to `most`; longer cells end in `…`. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  most: number = DEFAULT_MOST,
): string {
  const cut = (text: string): string => {
    const line = text.replace(/[\p{Cc}\p{Cf}]/gu, '·')
    return line.length > most ? `${line.slice(0, most - 1)}…` : line
  }
  const all = [header, ...rows].map((row) => row.map(cut))
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [lines[0], widths.map((width) => '─'.repeat(width)).join('  '), ...lines.slice(1)].join('\n')
}

const DEFAULT_MOST = 44

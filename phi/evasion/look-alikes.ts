/** Letters of Greek, Cyrillic and phonetic scripts that look like a Latin one, pair by pair. */
const PAIRS = `аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwкkмmтtнhвbгrпnАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSԌGԜW
ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXαaιiκkνvοoρpτtυuχxγyωwεe
ɑaɡgıiɩiʏyɪiʀrɴnʟlʜhօoսuհhոnցgԚQ`

const LATIN = table()

/** The Latin letter that a character below U+0590 looks like, or 0. */
export function likeLatin(code: number): number {
  return code < LATIN.length ? (LATIN[code] as number) : 0
}

function table(): Uint8Array {
  const letters = new Uint8Array(0x590)
  const characters = [...PAIRS.replaceAll('\n', '')]
  for (let at = 0; at + 1 < characters.length; at += 2)
    letters[characters[at]?.codePointAt(0) ?? 0] = characters[at + 1]?.codePointAt(0) ?? 0
  return letters
}

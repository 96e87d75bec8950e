import type { Scene } from '../scene.ts'
import { AT_SIGN, COLON, DASH, DOT, SLASH, SPELLED } from '../triggers.ts'
import { readLogin, readShortOption } from './commands.ts'
import { readEmail } from './emails.ts'
import { readHandle } from './handles.ts'
import { readColonHost, readDashMac, readDotMac } from './hosts.ts'
import { readImage } from './images.ts'
import { readLabel } from './labels.ts'
import { readSmallPathId } from './path-ids.ts'
import { readBotToken, readPem, readPrefixes } from './secrets.ts'
import { readDashedHex, readDottedToken } from './signed-hex.ts'
import { readSpelled } from './spelled.ts'
import { readBareUrl, readUrl, readWww } from './urls.ts'

/** At a mark that anchors something, or at a letter of a digit's word: everything that it anchors. */
export function readMark(scene: Scene, trigger: number, at: number): void {
  switch (trigger) {
    case COLON:
      readUrl(scene, at)
      readBotToken(scene, at)
      readLogin(scene, at)
      readColonHost(scene, at)
      readLabel(scene, at)
      break
    case DOT:
      readWww(scene, at)
      readBareUrl(scene, at)
      readDotMac(scene, at)
      readImage(scene, at)
      readDottedToken(scene, at)
      readPrefixes(scene, at, 0x2e)
      break
    case DASH:
      readPem(scene, at)
      readDashMac(scene, at)
      readPrefixes(scene, at, 0x2d)
      readDashedHex(scene, at)
      readShortOption(scene, at)
      break
    case AT_SIGN:
      readEmail(scene, at)
      readHandle(scene, at)
      break
    case SPELLED:
      readSpelled(scene, at)
      break
    case SLASH:
      readSmallPathId(scene, at)
      break
    default:
      readPrefixes(scene, at, 0x5f)
  }
}

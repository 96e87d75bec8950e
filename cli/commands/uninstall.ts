import { type Call, group, type Run } from '../command.ts'
import { EXIT, type Io } from '../io.ts'
import { hooksFolder, PLACE_OPTIONS, repositoriesOf } from './install.ts'

export const run: Run = group('uninstall', 'Takes Cordon out of other programs, byte for byte.', [
  {
    name: 'uninstall git',
    summary: "take Cordon's hooks out of repositories; what was there before is there again",
    options: PLACE_OPTIONS,
    examples: [['cordon uninstall git --repo /srv/git/app.git', 'hooks and configuration are as before']],
    run: uninstall,
  },
])

async function uninstall(call: Call, io: Io): Promise<number> {
  const { uninstallRepository, uninstallServer } = await import('../git/installation.ts')
  const repositories = repositoriesOf(call, io)
  if (call.flag('server')) uninstallServer(hooksFolder(call, io))
  for (const folder of repositories) uninstallRepository(folder)
  io.out('taken out\n')
  return EXIT.ok
}

import { createPhi } from '#phi'
import type { Listener } from '../enforcer.ts'
import { listen } from './listener.ts'
import type { HttpOptions } from './options.ts'

export type { HttpOptions, ServiceOptions } from './options.ts'

/**
 * Guards HTTP services: every request is decided before anything of it goes on, bodies are masked on their way. `run`
 * rejects with a message that says what is wrong with the configuration.
 */
export const http: Listener<HttpOptions> = {
  kind: 'listener',
  name: 'http',
  options: 'config',
  run: (options, context) => listen(options, context, context.phi ?? createPhi()),
}

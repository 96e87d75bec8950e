export type {
  Command,
  CommitmentDomain,
  Enforcer,
  EnforcerContext,
  Listener,
  Log,
  Peer,
  Recorded,
  Recording,
} from './enforcer.ts'
export {
  type Ask,
  AuthenticationError,
  type AuthenticationErrorCode,
  connectionTo,
  type EngineAddress,
  type EngineClient,
  type EngineFailure,
  type EngineFailureKind,
  type EngineInProcess,
  failClosed,
  httpClient,
  memoryClient,
  type OneShotClient,
  oneShotClient,
  type Patience,
  type RemoteEngine,
} from './engine-client/index.ts'
export {
  type CommandLine,
  type GateAnswer,
  type GitOptions,
  git,
  HOOK_MARK,
  type HookCall,
  type HookVariables,
  installedHook,
  runServerHook,
  type ServerHookParts,
  serverHooks,
} from './git/index.ts'
export { type HttpOptions, http, type ServiceOptions } from './http/index.ts'
export { type PostgresOptions, postgres } from './postgres/index.ts'
export { enforcers } from './registry.ts'

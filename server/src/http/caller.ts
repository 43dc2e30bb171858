import { SetMetadata } from '@nestjs/common'
import type { Permission, Role } from '../modules/memberships/roles.js'

/** Who calls. */
export interface Caller {
  account: string
}
/** Who calls, in which organisation, in which role: everything below an organisation works with it. */
export interface Scope extends Caller {
  organisation: string
  role: Role
}

export const publicKey = 'xingji:public'
export const permissionKey = 'xingji:permission'
export const signInKey = 'xingji:signIn'

/** The route needs no sign-in. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(publicKey, true)
/** What the caller's role must allow; without it GET needs `read` and everything else `write`. */
export const Needs = (permission: Permission): MethodDecorator => SetMetadata(permissionKey, permission)
/** The route signs people in: a stricter rate limit. */
export const SignInRoute = (): MethodDecorator => SetMetadata(signInKey, true)

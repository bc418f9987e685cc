/** Who may write an edition made from another: everyone with a role on the board, as the rules have it for each role. */

import type { Desk } from '../frame/desk.svelte';

export const mayTranslate = (desk: Desk): boolean => (desk.status?.roles.length ?? 0) > 0;

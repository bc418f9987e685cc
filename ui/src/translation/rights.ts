/** Who may write the edition in the other language: everyone with a role on the board. */

import type { Desk } from '../frame/desk.svelte';

export const mayTranslate = (desk: Desk): boolean => desk.may('translator', 'reviser', 'editor', 'approver', 'chief');

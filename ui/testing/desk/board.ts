/** The people, and the rules they decide by. */

import type { Policy } from '../../src/ipc';
import type { MemoryState } from './state';
import { MEMBERS } from '../sample';

export function boardCommands(desk: MemoryState) {
  const boardInvite = async (name: string, roles: string[]) => {
    desk.fail('boardInvite');
    desk.invited.push({ name, roles });
    const expires = '2026-12-01T14:02:00+07:00';
    const invitation = `i${desk.next++}`;
    desk.invitations = [...desk.invitations, { invitation, member: 'new', name, roles, expires }];
    return {
      invitation,
      code: `bt1.doi-ngoai.q0dD2mS3VxkPzYb7c1uTEw9RkFhLx5a${desk.invited.length}`,
      url: 'https://ngoaivu.example.vn',
      expires,
    };
  };
  return {
    members: async () => {
      desk.fail('members');
      return desk.joined ? (desk.people ?? MEMBERS) : [];
    },
    sections: async () => [
      { key: 'tin-tuc', vi: 'Tin tức', en: 'News' },
      { key: 'gioi-thieu', vi: 'Giới thiệu', en: 'About' },
      { key: 'lay-y-kien', vi: 'Lấy ý kiến', en: 'Consultations' },
    ],
    boardInvitations: async () => desk.invitations,
    boardInvite,
    boardInviteDevice: async () => boardInvite('', []),
    boardUninvite: async (invitation: string) => {
      desk.invitations = desk.invitations.filter((one) => one.invitation !== invitation);
      return null;
    },
    boardRole: async (member: string, role: string, held: boolean) => {
      desk.fail('boardRole');
      desk.given.push({ member, role, held });
      return null;
    },
    boardRevoke: async (device: string) => {
      desk.revoked.push(device);
      return null;
    },
    boardPolicy: async () => desk.policy,
    boardSetPolicy: async (policy: Policy) => {
      desk.fail('boardSetPolicy');
      desk.policy = policy;
      return null;
    },
  };
}

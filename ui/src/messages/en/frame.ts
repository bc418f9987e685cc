import type { frame as vi } from '../vi/frame';

export const frame: Record<keyof typeof vi, string> = {
  'app.name': 'Bản Thảo',
  'app.opening': 'Opening',
  'app.version': 'Version {version}',

  'lang.vi': 'Vietnamese',
  'lang.en': 'English',

  'place.items': 'Items',
  'place.review': 'Review',
  'place.consultations': 'Consultations',
  'place.sync': 'Send and receive',
  'place.settings': 'Settings',

  'places.label': 'Places and person',
  'places.nav': 'Places',
  'places.board': 'Editorial board',
  'places.this_computer': 'On this computer only',

  'practice.mark': 'Practice on this computer',
  'practice.as': 'Work as…',
  'practice.work_as': 'Work as',
  'practice.keys': 'The keys of all four lie beside one another on this computer, because this is only practice.',
  'practice.site': 'See the public site',
  'practice.anew': 'Throw practice away and begin again…',
  'practice.leave': 'Leave practice',
  'practice.passphrase': 'This is the practice desk of {name}; its passphrase:',
  'practice.here':
    'This is practice, with a portal of its own and four desks on this computer. Nothing here leaves the computer.',
  'practice.here.back':
    'Leaving practice leads back to the real desk, where there is one; the practice board stays to go on with.',
  'practice.page.rests':
    'The desk that is open rests meanwhile and neither sends nor receives; leaving practice leads back to it.',
  'practice.page.made':
    'The practice board of last time is still there. The desk that is open rests meanwhile; leaving practice leads back to it.',
  'practice.page.folder': 'Where practice lies',
  'practice.go': 'Begin to practise',
  'practice.go_on': 'Go on practising',
  'practice.making': 'Setting up practice',
  'practice.making.about':
    'A practice portal runs on this computer; four desks join it, write, review, translate and publish the sample items.',
  'practice.making.begins': 'Getting ready',
  'practice.making.step': '{n} of {of} steps',
  'practice.making.stop': 'Stop and keep nothing',
  'practice.anew.ask': 'Throw practice away and begin again?',
  'practice.anew.about':
    'The four practice desks, the practice portal and every change made in them will be gone for good. A real desk, if there is one, stays as it is.',
  'practice.anew.go': 'Throw away and begin again',
  'practice.anew.keep': 'Keep it',

  'role.none': 'Not a member of a board yet',
  'role.editor': 'Editor',
  'role.translator': 'Translator',
  'role.reviser': 'Reviser',
  'role.approver': 'Approver',
  'role.chief': 'Chief editor',

  'kind.article': 'Article',
  'kind.page': 'Page',
  'kind.consultation': 'Consultation',

  'state.draft': 'Draft',
  'state.submitted': 'In review',
  'state.returned': 'Returned',
  'state.approved': 'Approved',
  'state.scheduled': 'Scheduled',
  'state.published': 'Published',
  'state.withdrawn': 'Withdrawn',
  'state.unpublished': 'Unpublished',
  'state.stale': 'Out of date',

  'time.just_now': 'just now',
  'time.minutes_ago': '1 minute ago | {n} minutes ago',
  'time.yesterday': 'yesterday',
  'time.day0': 'Sunday',
  'time.day1': 'Monday',
  'time.day2': 'Tuesday',
  'time.day3': 'Wednesday',
  'time.day4': 'Thursday',
  'time.day5': 'Friday',
  'time.day6': 'Saturday',

  'status.label': 'Status',
  'status.all_saved': 'Everything is saved on this computer',
  'status.saved_at': 'Saved at {time}',
  'status.paused': 'Saving paused: secret mark',
  'status.not_saved': 'Not saved yet',
  'status.waiting': '1 item waits to be sent | {n} items wait to be sent',
  'status.nothing_waits': 'Nothing waits to be sent',
  'status.refused': '{n} refused',
  'status.forks': '1 fork | {n} forks',
  'status.not_joined': 'Not connected to a portal',
  'status.exchanging': 'Sending and receiving',
  'status.offline_since': 'No network since {time}',
  'status.portal_trouble': 'The portal does not accept, please look',
  'status.never_reached': 'The portal has never been reached',
  'status.reached': 'Portal reached {time}',

  'frame.list_width': 'Width of the list',
  'frame.places_width': 'Width of the left column',

  'pane.back': 'Back',

  'key.passphrase': 'Change the passphrase',
  'key.new': 'New passphrase',
  'key.done': 'The passphrase is changed. The recovery words stay as they were.',
  'key.go': 'Change the passphrase',

  'clauses.offline': 'Offline by choice',
};

/** Sample texts for the tests of the pages: a day on the desk of a small board. Everything in them is made up. */

import type { Block, Document, Row, Shown } from '../src/ipc';

/** The moment at which the sample stands still. */
export const NOW = '2026-11-24T14:02:00+07:00';

export const DEVICE = '01936000-0000-7000-8000-0000000000d1';
export const ME = '01936000-0000-7000-8000-00000000000a';
const roles = (...held: string[]) => held.map((role) => ({ role, from: '2026-01-05T08:00:00+07:00', to: null }));
export const MEMBERS = [
  {
    member: ME,
    name: 'Đỗ Kiều Oanh',
    roles: roles('editor', 'approver'),
    devices: [
      { device: DEVICE, name: 'Máy phòng họp', ended: null },
      { device: '01936000-0000-7000-8000-0000000000d2', name: 'Máy ở nhà', ended: null },
    ],
  },
  { member: '01936000-0000-7000-8000-00000000000b', name: 'Bùi Thị Lệ Ẩn', roles: roles('editor'), devices: [] },
  { member: '01936000-0000-7000-8000-00000000000c', name: 'Trần Hữu Phước', roles: roles('approver'), devices: [] },
];

const hash = (n: number) => n.toString(16).padStart(2, '0').repeat(32);
export const PHOTO = hash(0xb1);

let block = 0;
const id = () => `s${String(block++).padStart(9, '0')}`;
const p = (text: string): Block => ({ type: 'paragraph', id: id(), content: [{ text }] });
const h = (level: number, text: string): Block => ({ type: 'heading', id: id(), level, content: [{ text }] });
const list = (...points: string[]): Block => ({
  type: 'list',
  id: id(),
  ordered: false,
  items: points.map((text) => ({ id: id(), blocks: [p(text)] })),
});

const training: Document = {
  v: 1,
  blocks: [
    {
      type: 'paragraph',
      id: id(),
      content: [
        { text: 'Lớp học diễn ra trong hai ngày, gồm bốn chuyên đề: ' },
        { text: 'bảo hộ công dân và ngư dân bị nạn trên biển', marks: ['bold'] },
        {
          text: '; quản lý đoàn ra, đoàn vào; chứng nhận lãnh sự; và kỹ năng làm việc với cơ quan đại diện nước ngoài.',
        },
      ],
    },
    h(2, 'Nội dung tập huấn'),
    p(
      'Các học viên được hướng dẫn quy trình tiếp nhận tin báo, xác minh nhân thân và phối hợp với cơ quan đại diện Việt Nam ở nước ngoài khi có công dân gặp nạn.',
    ),
    h(3, 'Tiếp nhận tin báo'),
    list('ghi đủ thời gian, vị trí và số người;', 'giữ liên lạc với gia đình;', 'báo ngay về đường dây trực.'),
    h(3, 'Phối hợp xác minh'),
    p('Thông tin của công dân chỉ được cung cấp cho cơ quan có thẩm quyền, theo mẫu đã thống nhất.'),
    {
      type: 'image',
      id: id(),
      blob: PHOTO,
      alt: '',
      caption: 'Ảnh 1. Bảo hộ ngư dân là chuyên đề được quan tâm nhất.',
    },
    h(2, 'Kế hoạch tiếp theo'),
    p('Sau lớp học, sổ tay tình huống sẽ được gửi đến các xã, phường ven biển trước mùa mưa bão.'),
  ],
};

const visit: Document = {
  v: 1,
  blocks: [
    p(
      'Tại buổi làm việc, hai bên đánh giá kết quả thực hiện bản ghi nhớ ký năm 2022: 46 cán bộ, học sinh được đào tạo tiếng Việt và chuyên môn; ba đợt khám, chữa bệnh lưu động được tổ chức cho người dân các bản vùng sâu.',
    ),
    h(2, 'Bốn nội dung ưu tiên'),
    p('Hai bên thống nhất bốn nội dung ưu tiên trong giai đoạn tới:'),
    list(
      'đào tạo nguồn nhân lực, mỗi năm tiếp nhận 15 lưu học sinh;',
      'kết nối doanh nghiệp chế biến nông sản, cà phê và gỗ;',
      'trao đổi kinh nghiệm ứng phó thiên tai;',
      'giao lưu nhân dân, thể thao và văn hóa giữa các địa phương.',
    ),
    {
      type: 'table',
      id: id(),
      header: true,
      rows: [
        {
          id: id(),
          cells: [{ blocks: [p('Năm')] }, { blocks: [p('Lưu học sinh')] }, { blocks: [p('Đợt khám bệnh')] }],
        },
        { id: id(), cells: [{ blocks: [p('2024')] }, { blocks: [p('14')] }, { blocks: [p('1')] }] },
        { id: id(), cells: [{ blocks: [p('2025')] }, { blocks: [p('17')] }, { blocks: [p('2')] }] },
      ],
    },
    { type: 'quote', id: id(), blocks: [p('Việc nhỏ làm đều thì tình nghĩa bền lâu, trưởng đoàn nói.')] },
    p('Đại diện hai bên đề nghị sớm thành lập tổ công tác chung, họp luân phiên sáu tháng một lần.'),
  ],
};

const plain = (text: string): Document => ({ v: 1, blocks: [p(text)] });

type Given = Partial<Row> & { title: string; updated: string };
let item = 0;
function row(given: Given): Row {
  const key = given.item ?? `01936000-0000-7000-9000-${String(++item).padStart(12, '0')}`;
  const lang = given.lang ?? 'vi';
  return {
    item: key,
    edition: `${key}:${lang}`,
    kind: 'article',
    lang,
    state: 'draft',
    pending: null,
    revision: null,
    published_revision: null,
    draft: false,
    fork: false,
    out_of_date: false,
    waits_for: null,
    at: null,
    author: null,
    reason: null,
    ...given,
  };
}

export interface Sample {
  row: Row;
  summary: string;
  document: Document;
  fields: Record<string, string>;
  submittedBy?: string;
  deadline?: string;
  translated?: boolean;
}

const facts = (author: string, section = 'tin-tuc') => ({ author, source: 'Sở Ngoại vụ', section });

export function samples(): Sample[] {
  item = 0;
  const cooperation = row({
    title: 'Quảng Ngãi và tỉnh Champasak trao đổi kế hoạch hợp tác giai đoạn 2027 – 2030',
    state: 'submitted',
    revision: hash(0xa3),
    updated: '2026-11-24T09:12:00+07:00',
    author: 'Lệ Ẩn',
  });
  return [
    {
      row: row({
        title: 'Hơn 120 cán bộ dự tập huấn công tác lãnh sự và bảo hộ công dân',
        draft: true,
        updated: '2026-11-24T14:02:00+07:00',
        author: 'Kiều Oanh',
      }),
      summary:
        'Sở Ngoại vụ khai mạc lớp tập huấn công tác lãnh sự và bảo hộ công dân cho hơn 120 cán bộ các sở, ngành, xã, phường và đặc khu Lý Sơn.',
      document: training,
      fields: { author: 'Đỗ Kiều Oanh', section: 'tin-tuc', genre: 'news' },
    },
    {
      row: cooperation,
      summary:
        'Chiều 20/11, đoàn đại biểu tỉnh Champasak (nước Cộng hòa Dân chủ Nhân dân Lào) làm việc với các sở, ngành của tỉnh về kế hoạch hợp tác giai đoạn 2027 – 2030.',
      document: visit,
      fields: facts('Bùi Thị Lệ Ẩn'),
      submittedBy: MEMBERS[1]?.member ?? '',
      deadline: '2026-11-24T17:00:00+07:00',
    },
    {
      row: row({
        item: cooperation.item,
        lang: 'en',
        title: 'Quảng Ngãi and Champasak discuss cooperation for 2027–2030',
        draft: true,
        updated: '2026-11-24T09:30:00+07:00',
      }),
      summary: '',
      document: { v: 1 },
      fields: {},
      translated: true,
    },
    {
      row: row({
        title: 'Kết quả công tác đối ngoại tháng 10 và nhiệm vụ trọng tâm tháng 11',
        state: 'published',
        revision: hash(0x5e),
        published_revision: hash(0x5e),
        updated: '2026-11-24T08:50:00+07:00',
        author: 'Hữu Phước',
      }),
      summary: '',
      document: plain('Trong tháng 10, tỉnh đón bảy đoàn khách và ký hai bản ghi nhớ.'),
      fields: facts('Trần Hữu Phước'),
    },
    {
      row: row({
        title: 'Người giữ nghề đóng tàu bên cửa biển Sa Huỳnh',
        state: 'returned',
        revision: hash(0x77),
        updated: '2026-11-23T21:02:00+07:00',
        author: 'Kiều Oanh',
        reason: 'Bổ sung nguồn ảnh số 3',
      }),
      summary: '',
      document: plain('Xưởng đóng tàu nhỏ nằm sát mép nước, tiếng đục vang từ tờ mờ sáng.'),
      fields: facts('Đỗ Kiều Oanh'),
    },
    {
      row: row({
        title: 'Thông báo tuyển sinh học bổng của Chính phủ Hungary năm học 2027 – 2028',
        state: 'scheduled',
        revision: hash(0x21),
        at: '2026-11-25T07:30:00+07:00',
        updated: '2026-11-23T16:20:00+07:00',
        author: 'Lệ Ẩn',
      }),
      summary: '',
      document: plain('Học bổng dành cho bậc đại học, thạc sĩ và tiến sĩ.'),
      fields: facts('Bùi Thị Lệ Ẩn'),
    },
    {
      row: row({
        title: 'Chùm ảnh: Ngày hội giao lưu văn hóa Việt Nam – Nhật Bản tại Quảng Ngãi',
        state: 'approved',
        revision: hash(0x31),
        updated: '2026-11-23T10:00:00+07:00',
        author: 'Kiều Oanh',
        waits_for: 'file',
      }),
      summary: '',
      document: plain('Ngày hội kéo dài hai ngày với hơn ba mươi gian hàng.'),
      fields: facts('Đỗ Kiều Oanh'),
    },
    {
      row: row({
        title: 'Dự thảo Quy chế quản lý thống nhất hoạt động đối ngoại trên địa bàn tỉnh',
        kind: 'consultation',
        state: 'published',
        revision: hash(0x41),
        published_revision: hash(0x41),
        updated: '2026-11-20T15:00:00+07:00',
        author: 'Phòng Lãnh sự',
      }),
      summary: 'Dự thảo gồm 4 chương, 18 điều; nhận góp ý đến hết ngày 20/12/2026.',
      document: {
        v: 1,
        blocks: [h(2, 'Điều 1. Phạm vi điều chỉnh'), p('Quy chế này quy định việc quản lý hoạt động đối ngoại.')],
      },
      fields: {
        ...facts('Phòng Lãnh sự', 'lay-y-kien'),
        opens: '2026-11-20',
        closes: '2026-12-20',
        receiving_address: '52 Hùng Vương',
        receiving_email: 'gopy@example.vn',
      },
    },
    {
      row: row({
        title: 'Dự án cấp nước sạch cho ba thôn vùng cao do tổ chức phi chính phủ nước ngoài tài trợ',
        state: 'published',
        revision: hash(0x51),
        published_revision: hash(0x51),
        updated: '2026-11-16T15:00:00+07:00',
        author: 'Tấn Lực',
      }),
      summary: '',
      document: plain('Ba thôn vùng cao có nước sạch trước Tết.'),
      fields: facts('Võ Tấn Lực'),
    },
    {
      row: row({
        title: 'Thông báo thay đổi địa điểm tiếp nhận hồ sơ lãnh sự trong đợt mưa lũ',
        state: 'unpublished',
        revision: hash(0x61),
        updated: '2026-11-12T15:00:00+07:00',
        author: 'Văn phòng',
      }),
      summary: '',
      document: plain('Hồ sơ được tiếp nhận tại trụ sở mới trong thời gian mưa lũ.'),
      fields: facts('Văn phòng'),
    },
  ];
}

export function shownOf(sample: Sample): Shown {
  return {
    row: sample.row,
    summary: sample.summary,
    fields: sample.fields,
    document: sample.document,
    approvals: [],
    needed: sample.row.state === 'submitted' ? 1 : 0,
    url: sample.row.published_revision ? 'https://songoaivu.example.vn/vi/ket-qua-8f3k2m9q' : null,
    submitted_by: sample.submittedBy ?? null,
    base: sample.row.revision,
    translated: sample.translated ?? false,
    source: null,
  };
}

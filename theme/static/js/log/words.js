// What the proof of a page says. Every sentence stands here, once; the page itself holds only the button.

export const SIGNS = { proved: "✓", unknown: "–", failed: "✗" };
export const SPOKEN = { proved: "相符：", unknown: "没有核对：", failed: "不符：" };
export const WORKING = "正在核对……";

/**
 * Returns what all lines come to; `unread` counts what could not be read, for which nobody can vouch.
 * @param {{proved: number, failed: number, unread: number}} counted
 */
export function conclusion({ proved, failed, unread }) {
  const undone = unread ? "没有核对完，原因见下面" : "";
  if (failed) return `结论：有 ${failed} 处不符，这一页不可信${undone && `；${undone}`}。`;
  if (undone) return `结论：${undone}。`;
  return proved ? "结论：核对过的都相符；没有核对的，见「–」各行。" : "结论：什么都没能核对，原因见下面。";
}

const words = {
  noSubtle: () => "这个网页不是用 HTTPS 打开的，浏览器不提供校验的工具（crypto.subtle）：什么都没有核对。",
  noLog: () => "网站没有公开日志的检查点（log/checkpoint）：日志被拿掉，或者从来没有。",
  badNote: () => "检查点（log/checkpoint）读不了：文件被改过。",
  noJson: () => "没有这一页的数据（index.json）：文件被拿掉。",
  badJson: () => "这一页的数据（index.json）读不了：文件被改过。",
  unreadable: (/** @type {{path: string}} */ { path }) => `读不到 ${path}，没有核对完；请检查网络，再按一次。`,
  pageSame: () => "网页的字节与数据里记的 SHA-256 相同。",
  pageChanged: () => "网页的字节与数据里记的 SHA-256 不同：页面被改过。",
  signed: (/** @type {{key: string}} */ { key }) => `检查点由网站登记的公钥 ${key} 签名。`,
  badSignature: (/** @type {{key: string}} */ { key }) => `公钥 ${key} 的签名不对：检查点在签名以后被改过。`,
  foreign: (/** @type {{key: string}} */ { key }) => `检查点有 ${key} 的签名，网站没有登记这把公钥：由外来的钥匙签的。`,
  stripped: () => "网站登记了公钥，检查点却没有签名：签名被拿掉，或者检查点被换过。",
  badKeys: () => "公钥的名单（log/keys.json）读不了：文件被改过。",
  unsigned: () => "检查点没有签名，网站也没有登记公钥：不能核对是谁发布的。",
  noEd25519: (/** @type {{key: string}} */ { key }) => `这个浏览器没有 Ed25519，没有核对公钥 ${key} 的签名。`,
  otherRecord: (/** @type {{id: string}} */ { id }) => `数据里写的记录是「${id}」，不是这一页：文件被换过。`,
  included: (/** @type {{events: number, size: number}} */ { events, size }) =>
    `这一页的 ${events} 条经过都在公开日志（共 ${size} 条，设置、附件和从未公开的内容也各有一条，所以比「公开记录」的合计多）里，行为、时间、记录名相同。`,
  notIncluded: (/** @type {{number: number}} */ { number }) =>
    `第 ${number} 条在日志里算不到检查点的根：条目被改过或者拿掉。`,
  otherRoot: (/** @type {{size: number}} */ { size }) =>
    `日志的 ${size} 条算出的根与检查点不同：有条目被改过、拿掉或者换了次序。`,
  noLeaf: (/** @type {{number: string}} */ { number }) => `日志里没有第 ${number} 条：经过是添上去的，或者日志被截断。`,
  otherEvent: (/** @type {{number: number}} */ { number }) =>
    `第 ${number} 条在日志里的行为、时间或者记录名与页面不同：页面被改过。`,
  disordered: () => "经过的次序与日志不同：顺序被改。",
  leftOut: (/** @type {{number: number}} */ { number }) => `页面没有写日志里的第 ${number} 条：经过被拿掉。`,
  complete: () => "读完了整个日志，这条记录没有漏写的经过。",
  notComplete: (/** @type {{size: number}} */ { size }) =>
    `日志有 ${size} 条，没有全部读：是否漏写了经过，请用 ./portal verify 核对。`,
  attachmentEvents: (/** @type {{number: number}} */ { number }) =>
    `有 ${number} 次附件的更换，日志里只有不写名字的条目：只核对了时间。`,
  otherStatus: (/** @type {{status: string, state: string}} */ { status, state }) =>
    `写的状态是「${status}」，按日志应当是「${state}」：页面被改过。`,
  noEvents: () => "这一页还没有提交，不在公开日志里：没有可以核对的。",
  noProof: () => "这一页没有证明：显示的内容还没有提交，或者证明被拿掉。",
  oldProof: () => "证明的不是最后一次改动：页面被换成旧的。",
  fieldsSame: (/** @type {{fields: number}} */ { fields }) => `显示的 ${fields} 项内容由最后一条逐项证明，没有改过。`,
  fieldsChanged: (/** @type {{where: string}} */ { where }) => `${where}显示的内容与日志不符：内容被改过。`,
  fieldAdded: (/** @type {{where: string, field: string}} */ { where, field }) =>
    `${where}多出「${field}」一项：内容被改过。`,
  fieldMissing: (/** @type {{where: string, field: string}} */ { where, field }) =>
    `${where}少了「${field}」一项：内容被改过。`,
  fieldsBare: (/** @type {{fields: string}} */ { fields }) =>
    `这几项显示的与文件不完全相同（只公开其中一部分），不能逐字核对：${fields}。`,
  lapsed: (/** @type {{day: string}} */ { day }) =>
    `${day} 公示期满，按日期停止公示，日志里没有这一步：期限请对照规定核对。`,
  entriesSame: (/** @type {{entries: number}} */ { entries }) => `名单的 ${entries} 项各由自己的条目证明。`,
  entriesOnce: (/** @type {{entries: number}} */ { entries }) =>
    `名单的 ${entries} 项各有自己的条目；日志没有全部读，是不是各项的最后一条没有核对，请用 ./portal verify。`,
  oldEntry: (/** @type {{where: string}} */ { where }) => `${where}证明的不是它的最后一次改动：被换成旧的。`,
  entry: (/** @type {{key: string}} */ { key }) => `名单里「${key}」这一项`,
  removed: () => "文件已经删除，日志里的最后一条说的正是删除。",
  removedShows: () => "已经删除的记录还写着内容：页面被改过。",
  attachmentSame: (/** @type {{name: string}} */ { name }) => `附件 ${name} 的字节与日志里的相同。`,
  attachmentChanged: (/** @type {{name: string}} */ { name }) => `附件 ${name} 的字节与日志不符：附件被换过。`,
  attachmentBare: (/** @type {{name: string}} */ { name }) => `附件 ${name} 没有证明：还没有提交，或者证明被拿掉。`,
  ownCode: () =>
    "核对用的程序和公钥来自同一个网站，网页上的字与数据是否一致也不在其中；要不靠网站自己核对，请用 ./portal verify。",
};

/**
 * Returns a sentence; a fact may be a sentence itself.
 * @param {string} name
 * @param {Record<string, any>} facts
 * @returns {string}
 */
export function told(name, facts) {
  const plain = Object.entries(facts).map(([key, fact]) => [key, fact?.name ? told(fact.name, fact.facts) : fact]);
  const sentence = /** @type {Record<string, (facts: any) => string>} */ (words)[name];
  return sentence(Object.fromEntries(plain));
}

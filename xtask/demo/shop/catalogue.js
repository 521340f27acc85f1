// What the shop sells. Each good is drawn once, in `art/`; colours of one good
// are fragments of its drawing. `views` are close-ups: how many times larger,
// and the point that stays where it is, in per cent of the drawing.

const whole = [1, 50, 50];

export const goods = [
  {
    id: "kyusu",
    art: "kyusu.svg",
    name: { ja: "紫泥の急須 300ml", en: "Teapot in dark clay, 300 ml" },
    maker: { ja: "四日市・萬古焼", en: "Banko ware, Yokkaichi" },
    price: 8800,
    text: {
      ja: "鉄分の多い土を、釉薬をかけずに焼き締めました。使うほどに艶が出て、お茶の角がまるくなります。内側は細かな陶製の茶こし。ふただけの交換もできます。",
      en: "Iron-rich clay, fired hard without a glaze. It gains a sheen with use and takes the edge off the tea. The strainer inside is fine ceramic, and the lid can be replaced on its own.",
    },
    repair: { ja: "ふた・持ち手の交換 ¥1,650〜", en: "Lid or handle from ¥1,650" },
    colours: [
      { id: "", name: { ja: "紫泥", en: "Dark" }, tint: "#5d4a3f" },
      { id: "shudei", name: { ja: "朱泥", en: "Red" }, tint: "#a4553a", title: { ja: "朱泥の急須 300ml", en: "Teapot in red clay, 300 ml" } },
      { id: "ryokudei", name: { ja: "緑泥", en: "Green" }, tint: "#48554d", title: { ja: "緑泥の急須 300ml", en: "Teapot in green clay, 300 ml" } },
    ],
    views: [whole, [2.3, 50, 28], [2.6, 100, 40], [2.8, 12, 72]],
    beside: ["yunomi-kohiki", "donabe", "chazutsu", "yunomi-ame"],
  },
  {
    id: "yunomi-kohiki",
    art: "yunomi.svg",
    name: { ja: "湯呑み 粉引", en: "Tea cup, white slip" },
    maker: { ja: "信楽", en: "Shigaraki" },
    price: 2640,
    text: {
      ja: "白い化粧土のうえに、灰の釉薬をかけました。土の鉄が小さな点になって残ります。熱いお茶を入れても、下の白いところは持てる厚みです。",
      en: "Ash glaze over white slip, with the clay's iron showing as small dots. Thick enough below the glaze to hold while the tea is hot.",
    },
    repair: { ja: "欠けの金継ぎ ¥3,300〜", en: "Chips mended in gold from ¥3,300" },
    views: [whole, [2.4, 50, 42], [2.8, 50, 68]],
    beside: ["kyusu", "obon", "yunomi-ame", "chazutsu"],
  },
  {
    id: "donabe",
    art: "donabe.svg",
    name: { ja: "土鍋 二合炊き", en: "Clay rice pot for two" },
    maker: { ja: "伊賀", en: "Iga" },
    price: 9900,
    text: {
      ja: "火にかけて12分、火からおろして20分。伊賀の土は熱をゆっくり離すので、火加減はいりません。ふたの穴は、湯気の出方を見るためのものです。",
      en: "Twelve minutes on the flame, twenty beside it. Iga clay lets go of heat slowly, so nothing has to be adjusted. The hole in the lid shows you the steam.",
    },
    repair: { ja: "ふたのみ ¥4,400", en: "Lid alone ¥4,400" },
    views: [whole, [2.4, 50, 40], [2.6, 26, 62]],
    beside: ["kyusu", "houki", "yunomi-kohiki", "akari"],
  },
  {
    id: "chazutsu",
    art: "chazutsu.svg",
    name: { ja: "茶筒 真鍮", en: "Brass tea caddy" },
    maker: { ja: "京都", en: "Kyoto" },
    price: 12100,
    text: {
      ja: "ふたを口に合わせて置くと、自分の重さでゆっくり下ります。磨かずに使うと、手の触れるところから色が深くなります。茶葉100gが入ります。",
      en: "Set the lid on the rim and it sinks by its own weight. Left unpolished, the brass darkens where hands touch it. Holds 100 g of leaves.",
    },
    repair: { ja: "へこみ直し ¥2,200〜", en: "Dents taken out from ¥2,200" },
    views: [whole, [2.4, 50, 32], [2.8, 42, 58]],
    beside: ["kyusu", "yunomi-kohiki", "obon", "akari"],
  },
  {
    id: "obon",
    art: "obon.svg",
    name: { ja: "けやきの丸盆 24cm", en: "Zelkova tray, 24 cm" },
    maker: { ja: "山中", en: "Yamanaka" },
    price: 7150,
    text: {
      ja: "一枚の板をろくろで挽き、拭き漆を三度重ねました。水滴をそのままにしても輪じみが残りません。湯呑みが二つと、菓子が一つ載る大きさです。",
      en: "Turned from one board and wiped three times with lacquer. Drops leave no ring. Room for two cups and a sweet.",
    },
    repair: { ja: "拭き漆のやり直し ¥3,850", en: "New lacquer ¥3,850" },
    views: [whole, [2.6, 40, 58], [2.8, 76, 58]],
    beside: ["yunomi-kohiki", "yunomi-ame", "kyusu", "chazutsu"],
  },
  {
    id: "yunomi-ame",
    art: "yunomi.svg#ame",
    name: { ja: "湯呑み 飴釉", en: "Tea cup, amber glaze" },
    maker: { ja: "信楽", en: "Shigaraki" },
    price: 2640,
    text: {
      ja: "鉄を多く含む釉薬が、窯の中で飴色になります。流れた跡は一つずつ違います。粉引と同じ形で、重ねてしまえます。",
      en: "A glaze rich in iron turns amber in the kiln and runs a little differently on every cup. Same shape as the white one, and they stack.",
    },
    repair: { ja: "欠けの金継ぎ ¥3,300〜", en: "Chips mended in gold from ¥3,300" },
    views: [whole, [2.4, 50, 42], [2.8, 50, 68]],
    beside: ["yunomi-kohiki", "kyusu", "obon", "donabe"],
  },
  {
    id: "houki",
    art: "houki.svg",
    name: { ja: "棕櫚の小箒", en: "Hemp-palm hand broom" },
    maker: { ja: "和歌山・海南", en: "Kainan, Wakayama" },
    price: 4950,
    text: {
      ja: "棕櫚の皮をほぐし、銅の線で束ねました。油をすこし含むので、掃くほどに床や棚に艶が出ます。台所の隅や、机のうえに。",
      en: "Palm fibre, combed out and bound with copper wire. Its own oil leaves a sheen on shelves and floors. For kitchen corners and the desk.",
    },
    repair: { ja: "穂先の切りそろえ ¥880", en: "Tips trimmed ¥880" },
    views: [whole, [2.4, 58, 42], [2.4, 44, 70]],
    beside: ["donabe", "akari", "obon", "kyusu"],
  },
  {
    id: "akari",
    art: "akari.svg",
    name: { ja: "和紙の灯り", en: "Paper lamp" },
    maker: { ja: "岐阜", en: "Gifu" },
    price: 16500,
    text: {
      ja: "細い竹ひごに、楮の和紙を張りました。食卓の手もとに、ちょうどよい明るさです。たためば、厚さ3cmの円盤になります。",
      en: "Mulberry paper over thin bamboo ribs, just bright enough for a table. It folds into a disc three centimetres thick.",
    },
    repair: { ja: "和紙の張り替え ¥5,500", en: "New paper ¥5,500" },
    views: [whole, [2.2, 50, 36], [2.4, 50, 78]],
    beside: ["houki", "chazutsu", "obon", "kyusu"],
  },
];

/** The good of this id, or undefined: bags outlive catalogues. */
export const good = (id) => goods.find((candidate) => candidate.id === id);

/** What a good is called in one of its colours. */
export const title = (item, colour) => item.colours?.find(({ id }) => id === colour)?.title ?? item.name;

/** The address of a drawing, in one of the good's colours. */
export const picture = (item, colour) => `art/${item.art}${colour ? `#${colour}` : ""}`;

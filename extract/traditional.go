package extract

import "strings"

// Mirrors convert pages to traditional characters. Labels are compared in
// simplified ones; the print itself is kept.

// traditionalPairs holds, one behind the other, the simplified and traditional
// forms of the characters that labels and titles are made of.
const traditionalPairs = "专專个個举舉为為于於业業从從众眾会會传傳体體关關内內决決减減办辦务務动動区區单單参參发發号號员員围圍国國" +
	"处處复復复複开開当當径徑总總执執护護报報据據数數时時机機权權条條构構没沒济濟点點热熱现現确確稳穩组組织織经經结結络絡统統" +
	"继繼续續维維编編缴繳网網罚罰舆輿获獲补補规規计計认認训訓议議许許讼訟设設访訪诉訴询詢请請读讀谈談负負责責购購费費转轉辑輯" +
	"过過这這错錯门門闻聞阅閱隐隱项項题題额額驳駁类類纠糾纳納线線范範征徵历歷属屬应應废廢强強志誌采採制製布佈后後对對注註县縣" +
	"乡鄉镇鎮厅廳书書团團学學实實审審岛島广廣庆慶张張归歸产產协協卫衛农農医醫华華达達运運进進选選邮郵钱錢铁鐵银銀长長阳陽阴陰陈陳" +
	"万萬际際陆陸随隨页頁领領频頻风風马馬龙龍龟龜与與两兩严嚴丰豐临臨义義乐樂乌烏争爭亚亞亿億仅僅价價优優伤傷伪偽侧側债債储儲党黨兴興养養无無况況并並档檔标標准準"

// simplifier maps traditional characters of labels to simplified ones.
type simplifier struct{ table []uint16 }

const (
	firstHan = 0x4E00
	lastHan  = 0x9FFF
)

// traditional is a table and never changes.
var traditional = newSimplifier()

func newSimplifier() simplifier {
	s := simplifier{table: make([]uint16, lastHan-firstHan+1)}
	pair := []rune(traditionalPairs)
	for i := 0; i+1 < len(pair); i += 2 {
		s.table[pair[i+1]-firstHan] = uint16(pair[i])
	}
	return s
}

// simplify returns a text in simplified characters, and whether it was in others.
func (s simplifier) simplify(text string) (string, bool) {
	changed := false
	for _, r := range text {
		if r >= firstHan && r <= lastHan && s.table[r-firstHan] != 0 {
			changed = true
			break
		}
	}
	if !changed {
		return text, false
	}
	return strings.Map(func(r rune) rune {
		if r >= firstHan && r <= lastHan && s.table[r-firstHan] != 0 {
			return rune(s.table[r-firstHan])
		}
		return r
	}, text), true
}

// simplified is a text in simplified characters.
func simplified(text string) string {
	s, _ := traditional.simplify(text)
	return s
}

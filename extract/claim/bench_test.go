package claim

import (
	"strings"
	"testing"
)

// narrativeOf makes a narrative of about size bytes from the labelled texts
// and sentences that count nothing, three of them for each that does.
func narrativeOf(tb testing.TB, size int) []Section {
	filler := []string{
		"坚持以公开为常态、不公开为例外，进一步健全工作机制，完善制度规范，明确责任分工，确保各项任务落到实处。",
		"严格落实信息发布审核制度，按照谁主管谁负责的原则，由专人负责栏目内容的更新和维护，及时回应群众关切。",
		"进一步优化网站栏目设置，丰富公开形式，拓宽公开渠道，方便公众查询和获取，不断提升服务水平和群众满意度。",
	}
	set := readLabelled(tb, "dev.json")
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(set[i%len(set)].Text)
		for _, f := range filler {
			b.WriteString(f)
		}
		b.WriteByte('\n')
	}
	return []Section{{Heading: "一、总体情况", Text: b.String()}}
}

func BenchmarkFind(b *testing.B) {
	f := newFinder(b)
	text := narrativeOf(b, 10<<10)
	b.SetBytes(int64(len(text[0].Text)))
	b.ReportAllocs()
	for b.Loop() {
		if len(f.Find(text, Report{Year: 2022})) == 0 {
			b.Fatal("no claim")
		}
	}
}

package claim

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongkai/extract/lineartest"
)

// said returns the claims of one text of 2022 as code=value.
func said(f *Finder, heading, text string) []string {
	var out []string
	for _, c := range f.Find([]Section{{heading, text}}, Report{Year: 2022}) {
		out = append(out, c.What+"="+c.Value.String())
	}
	return out
}

func TestAClaimCarriesItsSentenceUnitAndSection(t *testing.T) {
	f := newFinder(t)
	text := "工作有序推进。2022年收到政府信息公开申请1.2万件，办结率99%。\n其他工作另行报告。"
	got := f.Find([]Section{{"一、总体情况", text}}, Report{Year: 2022})
	if len(got) != 1 {
		t.Fatalf("%d claims, want 1: %v", len(got), got)
	}
	c := got[0]
	if c.What != "requests_received" || c.Value.String() != "12000" || c.Unit != "件" || c.Section != "一、总体情况" ||
		c.Sentence != "2022年收到政府信息公开申请1.2万件，办结率99%。" {
		t.Errorf("got %+v", c)
	}
}

func TestSentencesBrokenOverLinesAreReadAsOne(t *testing.T) {
	f := newFinder(t)
	for text, want := range map[string]string{
		"全年共收到政府信息公开申请\n28件，均已答复。":             "requests_received=28",
		"全年共收到政府信息公开申请28\n件，均已答复。":             "requests_received=28",
		"（二）依申请公开情况\n2022年收到12件，办结12件。":        "requests_received=12 requests_processed=12",
		"收到申请数：12件\n办结数：10件":                   "requests_received=12",
		"未收到政府信息公开申请\n（三）政府信息管理":               "requests_received=0",
		"办结12件。\n（二）依申请公开。收到申请9件。":             "requests_received=9",
		"收到政府信息公开申请9件。\n收到群众来电120次，办结118件。":    "requests_received=9",
		"2022年收到政府信息公开申请9件。2022年收到政府信息公开申请9件。": "requests_received=9",
		"二〇二二年，收到政府信息公开申请九件。收到政府信息公开申请十一件。":    "requests_received=9 requests_received=11",
	} {
		if got := strings.Join(said(f, "一、总体情况", text), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestNumbersAreReadExactlyOrNotAtAll(t *testing.T) {
	f := newFinder(t)
	for number, want := range map[string]string{
		"12件": "12", "１２件": "12", "1,208件": "1208", "1，208件": "1208", "12 件": "12", "1.2万件": "12000", "1.25万件": "12500",
		"十二件": "12", "一百零五件": "105", "两千三百件": "2300", "二十件": "20", "0件": "0", "零件": "0",
		"12余件": "", "12件左右": "", "约12件": "", "近12件": "", "12多件": "", "十余件": "", "数十件": "", "百余件": "", "3至5件": "", "3-5件": "",
		"1.5件": "", "12": "", "12%": "", "第12件": "", "012345件": "", "12345678901件": "", "A12件": "", "三五件": "", "12月": "", "逾12件": "",
	} {
		got := said(f, "", "2022年收到政府信息公开申请"+number+"。")
		if want == "" && len(got) != 0 || want != "" && !slices.Equal(got, []string{"requests_received=" + want}) {
			t.Errorf("%s: got %v, want %q", number, got, want)
		}
	}
}

func TestTheReportYearDecidesWhatIsClaimed(t *testing.T) {
	f := newFinder(t)
	text := []Section{{"一、总体情况", "2021年收到政府信息公开申请7件，2022年收到政府信息公开申请9件。"}}
	for year, want := range map[int]string{2021: "7", 2022: "9", 2020: ""} {
		got := f.Find(text, Report{Year: year})
		if want == "" && len(got) == 0 {
			continue
		}
		if len(got) != 1 || got[0].Value.String() != want {
			t.Errorf("year %d: got %v, want %s", year, got, want)
		}
	}
	// Of no known year, both are counts of the report, and nothing tells which.
	if got := f.Find(text, Report{}); len(got) != 0 {
		t.Errorf("year unknown: got %v, want nothing", got)
	}
}

func TestReachIsWhatTheSentenceSays(t *testing.T) {
	f := newFinder(t)
	for text, want := range map[string]Reach{
		"收到政府信息公开申请9件。":          ReachUnsaid,
		"本机关收到政府信息公开申请9件。":       ReachOwn,
		"全市各级行政机关收到政府信息公开申请9件。":  ReachWhole,
		"全市各部门和本机关收到政府信息公开申请9件。": ReachMixed,
	} {
		got := f.Find([]Section{{"", text}}, Report{Year: 2022})
		if len(got) != 1 || got[0].Reach != want {
			t.Errorf("%s: got %v, want reach %d", text, got, want)
		}
	}
}

func TestFindersAreSharedByGoroutines(t *testing.T) {
	f := newFinder(t)
	set := readLabelled(t, "dev.json")
	want := fmt.Sprint(measure(f, set, func(string, ...any) {}))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got := fmt.Sprint(measure(f, set, func(string, ...any) {})); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
	wg.Wait()
}

// TestHostileTextsAreReadInLinearTime reads what could make a careless matcher
// slow, sentences of nothing but words of the vocabulary or but numbers.
func TestHostileTextsAreReadInLinearTime(t *testing.T) {
	const size = 1 << 15
	f := newFinder(t)
	for _, piece := range []string{"收到申请", "12件", "未收到", "、", "政府信息公开申请12件、", "（", "《", "1,234,", "一二三", "2022年", "的", "收到\n", "收到政府信息公开申请12件，", "未收到政府信息公开申请、行政复议，", "收到公民12件", "样例市水", "县教育局，"} {
		sentence := strings.Repeat(piece, maxSentence/len(piece)-1) + "。"
		for _, unit := range []string{piece, sentence} {
			text := strings.Repeat(unit, size/len(unit)+1)
			lineartest.Check(t, fmt.Sprintf("%d KB of %q", len(text)>>10, piece), func(times int) {
				f.Find([]Section{{piece, strings.Repeat(text, times)}}, Report{Agency: "样例市水利局", Year: 2022})
			})
		}
	}
}

func TestOnlyTheReportsOwnAgencyCounts(t *testing.T) {
	f := newFinder(t)
	for text, want := range map[string]int{
		"2022年，市水利局收到政府信息公开申请9件。":            1,
		"2022年，样例市水利局收到政府信息公开申请9件。":          1,
		"2022年，市教育局收到政府信息公开申请9件。":            0,
		"2022年，市政府办公室收到政府信息公开申请9件。":          0,
		"2022年，局属单位收到政府信息公开申请9件。":            0,
		"2022年，各县（市、区）水利局收到政府信息公开申请9件。":      0,
		"2022年，全市收到政府信息公开申请9件。":              0,
		"2022年，全市水利系统收到政府信息公开申请9件。":          1,
		"2022年，市教育局收到申请4件，我局收到政府信息公开申请9件。":   0,
		"在市政府办公室指导下，2022年我局收到政府信息公开申请9件。":    1,
		"2022年，我局收到涉及采砂的政府信息公开申请9件。":         0,
		"2022年，我局收到政府信息公开申请9件，市教育局收到申请4件。":   0,
		"2022年，我局收到政府信息公开申请9件，其中市教育局转来申请4件。": 1,
	} {
		if got := f.Find([]Section{{"", text}}, Report{Agency: "样例市水利局", Year: 2022}); len(got) != want {
			t.Errorf("%s: %d claims, want %d: %v", text, len(got), want, got)
		}
	}
}

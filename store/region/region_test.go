package region

import (
	"slices"
	"strings"
	"testing"
)

func TestEmbeddedListIsWhole(t *testing.T) {
	l := Load()
	if lines := strings.Count(regions, "\n"); len(l.all) != lines || lines < 3500 {
		t.Fatalf("%d regions of %d lines", len(l.all), lines)
	}
	provinces, cities, counties := 0, 0, 0
	for i := range l.all {
		r := &l.all[i]
		if r.Name == "" || r.To != 0 && r.To <= r.From {
			t.Errorf("%+v: not a region of any time", *r)
		}
		for _, o := range l.byCode[r.Code] {
			if o != r && o.From >= r.From && (r.To == 0 || o.From < r.To) {
				t.Errorf("%+v and %+v had one code at one time", *r, *o)
			}
		}
		if r.Successor != "" && l.At(r.Successor, r.To) == nil {
			t.Errorf("%+v: nobody had the successor's code in that year", *r)
		}
		if r.To != 0 {
			continue
		}
		switch r.Level() {
		case Province:
			provinces++
		case City:
			cities++
		default:
			counties++
		}
		if r.Level() != Province && l.Parent(r) == nil {
			t.Errorf("%+v lies nowhere", *r)
		}
	}
	// 2024: 34, 333 and 2,846 with 三沙市's two districts; 两江新区 replaced two districts in 2025.
	if provinces != 34 || cities != 333 || counties != 2845 {
		t.Errorf("%d provinces, %d cities, %d counties", provinces, cities, counties)
	}
}

func TestWhoHadACode(t *testing.T) {
	l := Load()
	for _, c := range []struct {
		code string
		year int
		want string
	}{
		{"360482", 2019, "共青城市"},
		{"360482", 2008, ""}, // set up in 2010
		{"232701", 2007, "加格达奇区"},
		{"232701", 2019, "漠河市"},
		{"420600", 2009, "襄樊市"},
		{"420600", 2019, "襄阳市"},
		{"130502", 2019, "桥东区"},
		{"130502", 2020, "襄都区"},
		{"110100", 2019, "北京市"},
		{"429000", 2019, "湖北省"},
		{"469001", 2019, "五指山市"},
		{"999999", 0, ""},
		{"", 0, ""},
		{"36", 0, ""},
	} {
		got := ""
		if r := l.At(c.code, c.year); r != nil {
			got = r.Name
		}
		if got != c.want {
			t.Errorf("At(%s, %d) is %q, want %q", c.code, c.year, got, c.want)
		}
	}
}

func TestWhatBecameOfARegion(t *testing.T) {
	l := Load()
	for _, c := range []struct {
		code string
		year int
		want string
	}{
		{"350427", 2019, "350405 沙县区"},
		{"360421", 2012, "360404 柴桑区"},
		{"230703", 2018, "230726 南岔县"},
		{"512081", 2010, "510185 简阳市"},
		{"542432", 2010, ""},
		{"542600", 2010, "540400 林芝市"},
		{"542626", 2010, "540425 察隅县"},
		{"152601", 2002, "150902 集宁区"},
		{"371202", 2012, "370116 莱芜区"},
		{"371200", 2012, "371200 莱芜市"}, // went to 济南市, nothing of its own is left
		{"330103", 2019, "330103 下城区"}, // merged
		{"500105", 2020, "500105 江北区"},
		{"469003", 2012, "460400 儋州市"},
		{"130682", 2015, "130682 定州市"},
		{"139001", 2015, "130682 定州市"}, // as some lists of these years call it
		{"469025", 2005, "469021 定安县"}, // the code became 白沙黎族自治县's
		{"469025", 2020, "469025 白沙黎族自治县"},
		{"500222", 2009, "500110 綦江区"},
		{"500110", 2009, "500110 万盛区"}, // merged into the new 綦江区 of that code
	} {
		got := ""
		if r := l.Current(c.code, c.year); r != nil {
			got = r.Code + " " + r.Name
		}
		if got != c.want {
			t.Errorf("Current(%s, %d) is %q, want %q", c.code, c.year, got, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	l := Load()
	for code, want := range map[string]string{
		"360482": "江西省九江市共青城市",
		"110102": "北京市西城区",
		"429004": "湖北省仙桃市",
		"500230": "重庆市丰都县",
		"441900": "广东省东莞市",
		"150000": "内蒙古自治区",
	} {
		if got := l.FullName(l.At(code, 2020)); got != want {
			t.Errorf("%s is %s, want %s", code, got, want)
		}
	}
	var short []string
	for _, p := range l.Provinces() {
		short = append(short, p.Short())
	}
	if got := strings.Join(short, " "); got != "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门" {
		t.Errorf("provinces: %s", got)
	}
	for name, want := range map[string]string{"赣县区": "赣县", "赣县": "赣县", "平山县": "平山", "大兴安岭地区": "大兴安岭", "神农架林区": "神农架", "玉屏侗族自治县": "玉屏", "恩施土家族苗族自治州": "恩施"} {
		if got := l.Named(name)[0].Short(); got != want {
			t.Errorf("%s in short is %s, want %s", name, got, want)
		}
	}
}

func TestCommonNames(t *testing.T) {
	l := Load()
	for name, want := range map[string]string{
		"恩施土家族苗族自治州": "恩施州", "麻阳苗族自治县": "麻阳县", "龙胜各族自治县": "龙胜县", "积石山保安族东乡族撒拉族自治县": "积石山县",
		"木垒哈萨克自治县": "木垒县", "黔东南苗族侗族自治州": "黔东南州", "莫力达瓦达斡尔族自治旗": "莫力达瓦旗", "鄂伦春自治旗": "鄂伦春旗",
		"东乡族自治县": "东乡县", "互助土族自治县": "互助县", "平山县": "平山县",
	} {
		if got := l.Named(name)[0].Common(); got != want {
			t.Errorf("%s is called %s, want %s", name, got, want)
		}
		if got := l.Called(want); len(got) == 0 {
			t.Errorf("nothing is called %s", want)
		}
	}
	if got := l.Called("东乡县"); len(got) != 2 { // in 江西 until 2016, and in 甘肃
		t.Errorf("%d regions are called 东乡县", len(got))
	}
}

func TestFind(t *testing.T) {
	l := Load()
	for _, c := range []struct {
		name, parent string
		year         int
		want         string
	}{
		{"鼓楼区", "", 2019, "320106 320302 350102 410204"},
		{"鼓楼区", "320000", 2019, "320106 320302"},
		{"鼓楼区", "320300", 2019, "320302"},
		{"朝阳区", "110100", 2019, "110105"},
		{"东宝区", "429000", 2019, "420802"},
		{"沙县", "", 2022, ""},
		{"沙县", "", 0, "350427"},
		{"九江市", "360400", 2019, ""}, // not below itself
	} {
		var got []string
		for _, r := range l.Find(c.name, c.parent, c.year) {
			got = append(got, r.Code)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("Find(%s, %s, %d) is %q, want %q", c.name, c.parent, c.year, g, c.want)
		}
	}
}

func TestBelow(t *testing.T) {
	l := Load()
	for _, c := range []struct{ code, has, hasNot string }{
		{"420000", "420000 420100 420102 429004 429021", "430000"},
		{"370100", "370100 370116 371202", "371200"}, // 莱城区 is 莱芜区 of 济南市 now
		{"371202", "370116 371202", "370100"},
		{"510100", "510185 512081", "512000"},
		{"360482", "360482", "360400"},
		{"110100", "110000 110102", "120000"},
		{"460000", "460400 469003 469021 469025", "450000"},
	} {
		got := l.Below(c.code)
		if !slices.IsSorted(got) {
			t.Errorf("Below(%s) is not in order", c.code)
		}
		for _, code := range strings.Fields(c.has) {
			if !slices.Contains(got, code) {
				t.Errorf("Below(%s) lacks %s", c.code, code)
			}
		}
		if slices.Contains(got, c.hasNot) {
			t.Errorf("Below(%s) has %s", c.code, c.hasNot)
		}
	}
	if got := l.Below("999999"); got != nil {
		t.Errorf("Below of nothing is %v", got)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		parse(regions)
	}
}

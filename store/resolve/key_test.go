package resolve

import (
	"strings"
	"testing"

	"gongkai/store/region"
)

// onSite are names that are printed in several ways on the site of 平山县.
var onSite = Context{Host: "www.example.gov.cn", SiteRegion: "130131", Year: 2020}

func TestSpellingsOfOneAgency(t *testing.T) {
	for _, same := range [][]string{
		{"平山县人民政府办公室", "平山县政府办公室", "平山县政府办", "县政府办", "县政府办公室", "政府办公室", "河北省平山县人民政府办公室", "河北省石家庄市平山县政府办", "平山县人民政府办"},
		{"平山县教育体育局", "平山县教体局", "平山县教育和体育局", "县教体局", "教育和体育局", "石家庄市平山县教体局", "平山教体局"},
		{"平山县教育局", "县教育局", "教育局", "平山教育局"},
		{"平山县人民政府", "平山县", "平山县政府", "县政府", "人民政府", "河北省石家庄市平山县人民政府"},
		{"平山县住房和城乡建设局", "平山县住建局", "住房城乡建设局", "县住建局"},
		{"平山县发展和改革局", "平山县发改局", "发展改革局"},
		{"平山县人力资源和社会保障局", "平山县人社局", "人力资源社会保障局"},
		{"平山县平山镇人民政府", "平山县平山镇", "平山镇", "平山镇人民政府", "平山镇政府", "石家庄市平山县平山镇"},
		{"国家税务总局平山县税务局", "平山县税务局", "县税务局", "税务局"},
		{"平山县国有资产监督管理委员会", "平山县人民政府国有资产监督管理委员会", "平山县政府国资委", "县国资委"},
		{"平山县政府采购中心", "县政府采购中心", "政府采购中心"},
		{"平山县残疾人联合会", "平山县残联", "县残联"},
		{"平山县人民防空办公室", "平山县人防办"},
		{"平山县机构编制委员会办公室", "平山县编办", "县编办"},
		{"平山县高新区管委会", "平山县高新技术产业开发区管理委员会", "平山县高新技术开发区", "平山高新区"},
		{"平山县 教育局", "《平山县教育局》", "平山县教育局（县体育局）", "平山县教育局(本级)", "平山县教育局本级"},
	} {
		want := Agency(same[0], onSite)
		for _, name := range same[1:] {
			if got := Agency(name, onSite); got.Key != want.Key || got.Name != want.Name {
				t.Errorf("%s is %s (%s), want %s (%s) of %s", name, got.Key, got.Name, want.Key, want.Name, same[0])
			}
		}
	}
}

func TestOneAgencyOverYears(t *testing.T) {
	for _, c := range []struct {
		before string
		year   int
		after  string
		later  int
	}{
		{"沙县教育局", 2019, "三明市沙县区教育局", 2022},
		{"九江县财政局", 2015, "九江市柴桑区财政局", 2020},
		{"海门市司法局", 2019, "南通市海门区司法局", 2021},
		{"简阳市水务局", 2010, "成都市简阳市水务局", 2020},
		{"林芝地区行政公署", 2013, "林芝市人民政府", 2020},
		{"潼南县古溪镇人民政府", 2013, "重庆市潼南区古溪镇", 2020},
	} {
		a, b := Agency(c.before, Context{Year: c.year}), Agency(c.after, Context{Year: c.later})
		if a.Key != b.Key || a.Certainty != Certain || b.Certainty != Certain {
			t.Errorf("%s is %+v, %s is %+v", c.before, a, c.after, b)
		}
	}
}

func TestNameThatMovedToAnotherRegion(t *testing.T) {
	for _, c := range []struct {
		year      int
		want      string
		certainty Certainty
	}{
		{2009, "520602", Certain}, // the county of that name is 碧江区 now
		{2011, "", None},          // the year in which the prefecture took it over
		{2020, "520600", Certain},
		{0, "520600", Likely},
	} {
		if got := Agency("铜仁市教育局", Context{Year: c.year}); got.Region != c.want || got.Certainty != c.certainty {
			t.Errorf("铜仁市教育局 of %d is %+v, want %s, %s", c.year, got, c.want, c.certainty)
		}
	}
}

func TestCodeOfAnotherRegionIsNotGiven(t *testing.T) {
	for _, c := range []struct {
		name string
		year int
	}{
		{"大兴安岭地区加格达奇区人民政府", 2008}, // 232701 is 漠河市 now
		{"重庆市万盛区人民政府", 2010},      // 500110 is 綦江区 now
	} {
		if got := Agency(c.name, Context{Year: c.year}); got.Region != "" {
			t.Errorf("%s of %d is %+v", c.name, c.year, got)
		}
	}
	if got := Agency("重庆市公安局万盛分局", Context{Year: 2020}); got.Region != "500000" {
		t.Errorf("got %+v", got)
	}
	if got := Agency("东乡县教育局", Context{}); got.Region != "" { // 东乡族自治县 is called so, another bore the name until 2016
		t.Errorf("got %+v", got)
	}
}

func TestDifferentAgenciesHaveDifferentKeys(t *testing.T) {
	keys := map[string]string{}
	for _, name := range []string{
		"平山县人民政府", "平山县人民政府办公室", "平山县教育局", "平山县教育体育局", "平山县教育委员会", "平山县科技局", "平山县科协",
		"平山县国税局", "平山县税务局", "平山县农业局", "平山县农业农村局", "平山县水利局", "平山县水务局", "平山县自然资源局",
		"平山县自然资源和规划局", "平山县国土资源局", "平山县平山镇", "平山县平山镇党政办公室", "平山县平山街道", "平山县高新区管委会",
		"石家庄市教育局", "河北省教育厅", "平山县城市管理局", "平山县城市管理行政执法局", "平山县文化和旅游局", "平山县文化广电和旅游局",
		"财政部河北监管局", "国家金融监督管理总局河北监管局", "中国证监会河北监管局",
	} {
		got := Agency(name, onSite)
		if other, ok := keys[got.Key]; ok {
			t.Errorf("%s and %s are both %s", name, other, got.Key)
		}
		keys[got.Key] = name
	}
}

func TestUnknownAgenciesAreKeptApartBySite(t *testing.T) {
	a, b := Agency("教育局", Context{Host: "a.gov.cn"}), Agency("教育局", Context{Host: "b.gov.cn"})
	if a.Key == b.Key || a.Region != "" || a.Certainty != None || !strings.Contains(a.Key, "a.gov.cn") {
		t.Errorf("got %+v and %+v", a, b)
	}
}

// Nothing that a site says moves an agency out of the region that its name tells.
func TestSiteNeverContradictsTheName(t *testing.T) {
	l := region.Load()
	n := 0
	for _, p := range l.Provinces() {
		for _, code := range l.Below(p.Code) {
			r := l.At(code, 2020)
			if r == nil || strings.HasPrefix(code, "46") && strings.HasSuffix(r.Name, "区") && r.Level() == region.County && r.From == 2020 {
				continue
			}
			for _, site := range []string{"", "360482"} {
				n++
				got := Agency(l.FullName(r)+"财政局", Context{SiteRegion: site, Year: 2020})
				if want := l.Latest(r).Code; got.Region != want {
					t.Fatalf("%s财政局 on a site of %q is of %s, want %s (%s)", l.FullName(r), site, got.Region, want, got.Evidence)
				}
				short := Agency(r.Name+"财政局", Context{SiteRegion: site, Year: 2020})
				if of := l.At(short.Region, 0); of != nil && of.Name != r.Name && of.Code != l.Latest(r).Code {
					t.Fatalf("%s财政局 on a site of %q is of %s", r.Name, site, l.FullName(of))
				}
			}
		}
	}
	if n < 6000 {
		t.Fatalf("only %d names were tried", n)
	}
}

func FuzzAgency(f *testing.F) {
	for _, s := range []string{"共青城市政府办公室", "国家税务总局平山县税务局", "东区街道办事处", "县", "市场", "(", "局", "国家税务总局税务局"} {
		f.Add(s, "360482", "平山县人民政府", 2020)
	}
	l := region.Load()
	f.Fuzz(func(t *testing.T, name, site, title string, year int) {
		got := Agency(name, Context{SiteRegion: site, SiteTitle: title, Year: year, OtherNames: []string{name, title, name}})
		if again := Agency(name, Context{SiteRegion: site, SiteTitle: title, Year: year, OtherNames: []string{name, title, name}}); again != got {
			t.Fatalf("%q is %+v, and %+v", name, got, again)
		}
		if (got.Region == "") != (got.Name == "") && got.Level != Nation {
			t.Errorf("%q: %+v has one of region and name", name, got)
		}
		if got.Region != "" && (l.At(got.Region, 0) == nil || got.Certainty == None) || got.Key == "" || got.Level == "" || got.Kind == "" {
			t.Errorf("%q: %+v", name, got)
		}
	})
}

// Every form of every department in the table, behind regions of every kind,
// is that region's and has one key.
func TestEveryDepartmentOfTheTable(t *testing.T) {
	regions := map[string]string{
		"江西省": "360000", "内蒙古自治区": "150000", "九江市": "360400", "共青城市": "360482", "平山县": "130131", "北京市海淀区": "110108",
		"阿巴嘎旗": "152522", "恩施土家族苗族自治州": "422800", "恩施州": "422800", "麻阳县": "431226", "锡林郭勒盟": "152500", "喀什地区": "653100",
	}
	n := 0
	for form, full := range tables().full {
		for name, code := range regions {
			n++
			got := Agency(name+form, Context{Year: 2020})
			want := Agency(name+full, Context{Year: 2020})
			if got.Region != code || got.Certainty != Certain || got.Key != want.Key || got.Kind != want.Kind || got.Kind == Unknown {
				t.Errorf("%s is %+v, want the key of %s%s, %s", name+form, got, name, full, want.Key)
			}
		}
		for call, code := range map[string]string{"市": "360400", "县": "130131", "区": "110108", "旗": "152522", "州": "422800", "": "360482"} {
			if strings.HasSuffix(full, "厅") && full != "人民政府办公厅" {
				continue // only provinces have them
			}
			n++
			got := Agency(call+form, Context{SiteRegion: code, Year: 2020})
			if got.Region != code || got.Certainty != Likely {
				t.Errorf("%s on the site of %s is %+v", call+form, code, got)
			}
		}
	}
	if n < 3000 {
		t.Errorf("only %d names were tried", n)
	}
}

// A region's agency has one key before and after each change of its code or name.
func TestEveryRegionThatWentOn(t *testing.T) {
	l := region.Load()
	n := 0
	for _, p := range l.Provinces() {
		for _, code := range l.Below(p.Code) {
			r := l.At(code, 2008)
			for ; r != nil && r.Successor != ""; r = l.At(r.Successor, r.To) {
				n++
				now := l.Latest(r)
				before := Agency(l.FullName(r)+"财政局", Context{Year: r.To - 1})
				after := Agency(l.FullName(now)+"财政局", Context{Year: 2025})
				if before.Key != after.Key || before.Region != now.Code {
					t.Errorf("%s财政局 of %d is %s (%s), %s财政局 of today %s", l.FullName(r), r.To-1, before.Key, before.Evidence, l.FullName(now), after.Key)
				}
			}
		}
	}
	if n < 300 {
		t.Errorf("only %d changes were looked at", n)
	}
}

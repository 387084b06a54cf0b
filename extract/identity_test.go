package extract

import "testing"

func TestAgencyInText(t *testing.T) {
	for in, want := range map[string]string{
		"根据《条例》规定，现公布样例市人民政府2017年政府信息公开工作年度报告。":                       "样例市人民政府",
		"根据《某办公室关于政府信息公开工作年度报告有关事项的通知》要求，现公布样例市司法局2019年政府信息公开工作年度报告。": "样例市司法局",
		"按照要求，特向社会公布样例市民政局2021年政府信息公开工作年度报告。":                         "样例市民政局",
		"现公布样例县人民政府（县人民政府办公室）2019年政府信息公开工作年度报告。":                      "样例县人民政府",
		"本报告由样例区档案馆办公室依据各项数据编制。":                                      "样例区档案馆办公室",
		"本报告由样例镇人民政府编制。":                                              "样例镇人民政府",
		"现公布我局2022年政府信息公开工作年度报告。":                                     "",
		"根据条例的要求，样例市审计局编制了2011年度政府信息公开工作年度报告。":                        "样例市审计局",
		"样例镇人民政府特向社会公布本级人民政府2008年政府信息公开年度报告。":                         "样例镇人民政府",
		"本报告由总体情况、主动公开等六部分组成，由样例市公安局样例分局负责编制。":                        "样例市公安局样例分局",
		"特向社会公布2010年度样例税务总局政府信息公开报告。":                                 "样例税务总局",
		"现将样例县供销社2012年度政府信息公开工作报告如下：":                                 "样例县供销社",
		"编制样例市样例区卫生健康局2024年政府信息公开工作年度报告。":                             "样例市样例区卫生健康局",
		"依照《某办公室关于政府信息公开工作年度报告有关事项的通知》编写。":                            "",
	} {
		if got := agencyInText(in); got != want {
			t.Errorf("agencyInText(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestScope(t *testing.T) {
	for in, want := range map[string]Scope{
		"本报告由样例市综合各县（市、区）人民政府和市政府各部门的报告编制而成。": ScopeAggregate,
		"本报告由样例区档案馆综合各项数据编制。":                 ScopeUnknown,
		"": ScopeUnknown,
	} {
		if got, why := scopeOf("样例市人民政府", reportTitle{}, []Section{{Text: in}}); got != want || (why != "") != (want == ScopeAggregate) {
			t.Errorf("scopeOf(%q) = %s because of %q, want %s", in, got, why, want)
		}
	}
	if got, _ := scopeOf("样例市教育局", reportTitle{}, nil); got != ScopeOwn {
		t.Errorf("a bureau's scope is %s", got)
	}
}

// TestPaddingIsNoBlank reads a renderer's output that dropped the empty cells
// of a row and padded it behind: which figures are left cannot be told.
func TestPaddingIsNoBlank(t *testing.T) {
	head := "样例镇2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 7 | 12 | |||\n行政规范性文件 | 1 | | 3 |\n第二十条第（五）项 | |||\n信息内容 | 本年处理决定数量 | ||\n行政许可 | 9 | ||\n"
	got, err := newExtractor(t).Extract(Input{Body: []byte(head)})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Status{
		"regulations/issued": StatusAmbiguous, "regulations/repealed": StatusAmbiguous, "regulations/in_force": StatusAmbiguous,
		"normative_documents/issued": StatusRead, "normative_documents/repealed": StatusBlank, "normative_documents/in_force": StatusRead,
		"licensing/decisions": StatusRead,
	}
	for _, st := range got[0].Statistics {
		if w, ok := want[st.Row+"/"+st.Col]; ok && st.Status != w {
			t.Errorf("%s/%s: %s, want %s", st.Row, st.Col, st.Status, w)
		}
		delete(want, st.Row+"/"+st.Col)
	}
	if len(want) > 0 {
		t.Errorf("not there: %v", want)
	}
}

func TestSameAgency(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"样例县教体局", "样例县教育和体育局", true},
		{"市发改委", "样例市发展和改革委员会", true},
		{"上海样例市科学技术委员会", "市科委", true},
		{"样例市城管局", "样例市城市管理局", true},
		{"样例市市场监督管理局", "样例市市监局", true},
		{"国家税务总局样例市样例区税务局", "样例区税务局", true},
		{"样例市人民政府", "样例市人民政府办公室", true},
		{"样山镇", "样山镇人民政府党政办公室", true},
		{"样例县水务局", "样例县林业局", false},
		{"样南县水务局", "样北县水务局", false},
		{"样山镇", "样水镇", false},
	} {
		if got := sameAgency(c.a, c.b); got != c.want {
			t.Errorf("sameAgency(%s, %s) = %v", c.a, c.b, got)
		}
		if got := sameAgency(c.b, c.a); got != c.want {
			t.Errorf("sameAgency(%s, %s) = %v", c.b, c.a, got)
		}
	}
}

func TestScopeTakesNoWordForTheDeed(t *testing.T) {
	for in, want := range map[string]Scope{
		"本报告在汇总全县各乡镇、县政府各部门年度报告的基础上编制而成。":                 ScopeAggregate,
		"本报告根据条例，以及各街道、委办局的政府信息公开工作年度报告编制。":               ScopeAggregate,
		"2024年，全市各级行政机关共收到政府信息公开申请2314件。":                 ScopeAggregate,
		"本报告由市政府办公室综合办公室编制，各部门可以下载。":                      ScopeUnknown,
		"本报告根据《关于汇总各部门年度报告编制情况的通知》编制。":                    ScopeUnknown,
		"全年组织各县区、各部门培训3次，汇总形成问题清单，编制目录12个。":               ScopeUnknown,
		"本报告根据关于做好各区各部门政府信息公开年度报告编制工作的通知要求编制。":            ScopeUnknown,
		"全市公开信息2314件，市政府收到申请3件。":                          ScopeUnknown,
		"本报告汇总市政府本级数据编制，不含各部门和各县区的数据。":                    ScopeUnknown,
		"本报告由总体情况等六部分组成，涵盖样例市各县、区政府和市政府各工作部门的政府信息公开工作情况。": ScopeAggregate,
		"本报告涵盖主动公开、依申请公开等六个方面的情况。":                        ScopeUnknown,
		"本报告在各街道办事处、区政府各委办局年度报告的基础上汇总编制而成。":               ScopeAggregate,
		"在各部门配合的基础上，编制了公开目录，工作情况良好。":                      ScopeUnknown,
		"本报告由我市汇总核对。": ScopeUnknown,
		"本报告由市政府办公厅综合局机关各科室报送的各部门数据编制。": ScopeUnknown,
	} {
		if got, why := scopeOf("样例市人民政府", reportTitle{}, []Section{{Text: in}}); got != want {
			t.Errorf("scopeOf(%q) = %s because of %q, want %s", in, got, why, want)
		}
	}
	for in, want := range map[string]Scope{
		"2020年，我办共收到申请12件。":          ScopeOwn,
		"2020年，我市扎实推进工作，全市公开信息12万条。": ScopeUnknown,
		"本报告综合各县区和市政府各部门的年度报告编制而成。":  ScopeAggregate,
		"本报告由样例市人民政府办公室编制。":          ScopeOwn,
	} {
		if got, why := scopeOf("样例市人民政府办公室", reportTitle{}, []Section{{Text: in}}); got != want {
			t.Errorf("an office, scopeOf(%q) = %s because of %q, want %s", in, got, why, want)
		}
	}
}

func TestASystemIsASum(t *testing.T) {
	title, _ := parseTitle("样例省邮政管理系统2019年政府信息公开年度报告")
	if got, why := scopeOf(title.agency, title, nil); title.agency != "样例省邮政管理系统" || got != ScopeAggregate || why != title.text {
		t.Errorf("%q: %s because of %q", title.agency, got, why)
	}
}

func TestABureausOwnDepartmentsAreNoSum(t *testing.T) {
	for in, want := range map[string]Scope{
		"本报告由办公室汇总各部门报送的数据编制。":            ScopeUnknown,
		"本报告由办公室汇总局机关各科室报送的数据编制。":         ScopeOwn,
		"本报告汇总全市税务系统各县区局的数据编制。":           ScopeAggregate,
		"本报告根据条例以及2009年各直属海关的信息公开年度报告编制。": ScopeAggregate,
	} {
		if got, why := scopeOf("样例市税务局", reportTitle{}, []Section{{Text: in}}); got != want {
			t.Errorf("scopeOf(%q) = %s because of %q, want %s", in, got, why, want)
		}
	}
}

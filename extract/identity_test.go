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

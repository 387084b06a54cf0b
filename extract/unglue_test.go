package extract

import (
	"slices"
	"testing"
)

func TestUnglueCutsLabelsAndFigures(t *testing.T) {
	ix := newExtractor(t).ix
	for text, want := range map[string][]string{
		"（三）不予公开1.属于国家秘密":      {"（三）不予公开", "1.属于国家秘密"},
		"三、本年度办理结果（一）予以公开":     {"三、本年度办理结果", "（一）予以公开"},
		"行政许可12行政处罚3":          {"行政许可", "12", "行政处罚", "3"},
		"行政事业性收费12.5":          {"行政事业性收费", "12.5"},
		"行政许可000":              nil,
		"本年收费金额（单位：万元）":        nil,
		"22（其中修订16件）":          nil,
		"制定规章12件":              nil,
		"2.其他法律行政法规禁止公开":       nil,
		"行政许可（含备案）12":          nil,
		"2021年行政许可12件，行政处罚3件。": nil,
	} {
		if got := ix.unglue(text); !slices.Equal(got, want) {
			t.Errorf("unglue(%q) = %q, want %q", text, got, want)
		}
	}
}

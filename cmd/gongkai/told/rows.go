package told

import (
	"cmp"
	"slices"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/store/series"
)

// TrendColumns are those of EachTrend.
func TrendColumns() []tabular.Column {
	return slices.Concat(tabular.Columns("stat", "by", "key", "label", "scope"), pointColumns(), tabular.Columns("break"))
}

// EachTrend hands over every point of a trend as a row.
func EachTrend(t *series.Trend, by series.By, emit func(...any) error) error {
	for _, line := range t.Lines {
		for i := range line.Points {
			p := &line.Points[i]
			who := []any{t.Measure.Name, cmp.Or(string(by), "all"), line.Key, line.Label, string(line.Scope)}
			if err := emit(slices.Concat(who, pointValues(t.Measure, p), []any{BreakAt(&line, p.Year)})...); err != nil {
				return err
			}
		}
	}
	return nil
}

// RankColumns are those of EachPlace.
func RankColumns() []tabular.Column {
	return slices.Concat([]tabular.Column{{Name: "stat"}, {Name: "rank", Type: tabular.Integer}, {Name: "tied", Type: tabular.Integer}, {Name: "key"}, {Name: "label"}, {Name: "scope"}}, pointColumns())
}

// EachPlace hands over all places of a ranking as rows, those without a rank last.
func EachPlace(r *series.Ranking, emit func(...any) error) error {
	for _, places := range [][]series.Place{r.Ranked, r.Small, r.Unknown} {
		for i := range places {
			p := &places[i]
			var rank any
			if p.Rank > 0 {
				rank = p.Rank
			}
			tied := 0 // 1 and 0, as the views have them
			if p.Tied {
				tied = 1
			}
			who := []any{r.Measure.Name, rank, tied, p.Key, p.Label, string(p.Scope)}
			if err := emit(slices.Concat(who, pointValues(r.Measure, &p.Point))...); err != nil {
				return err
			}
		}
	}
	return nil
}

// CompareColumns are those of EachCompared.
func CompareColumns() []tabular.Column {
	return slices.Concat(tabular.Columns("stat", "subject", "region", "agency_id", "scope"), pointColumns(), tabular.Columns("all_comparable"))
}

// EachCompared hands over a row for each measure, year and subject.
func EachCompared(c *series.Comparison, emit func(...any) error) error {
	for _, r := range c.Rows {
		for i := range r.Points {
			s := &c.Subjects[i]
			var code, id any
			if s.Region != "" {
				code = s.Region
			} else {
				id = s.Agencies[0]
			}
			who := []any{r.Measure.Name, s.Label, code, id, string(c.Scope)}
			if err := emit(slices.Concat(who, pointValues(r.Measure, &r.Points[i]), []any{r.Comparable})...); err != nil {
				return err
			}
		}
	}
	return nil
}

// Compared are the measures that a comparison shows when none is asked for.
func Compared() []string {
	return []string{"requests_received", "requests_processed", "grant_rate", "refusal_rate", "not_held_rate", "not_processed_rate",
		"carried_over_share", "reconsideration_correction_rate", "litigation_correction_rate"}
}

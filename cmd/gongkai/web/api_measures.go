package web

import (
	"context"
	"slices"

	"gongkai/cmd/gongkai/told"
	"gongkai/store/measure"
)

// measuringParams are those of params.measuring.
func measuringParams() []param {
	return []param{
		{name: "region", meaning: "GB/T 2260 code of a region, taking all below it; or unknown", kind: "string"},
		{name: "level", meaning: "level of the agencies", kind: "string", of: levels},
		{name: "kind", meaning: "kind of the agencies", kind: "string", of: kinds},
		{name: "scope", meaning: "whose figures the reports add up; needed where there are several", kind: "string", of: scopes},
		{name: "derived", meaning: "1 takes in figures that the checks worked out", kind: "string", of: []string{"0", "1"}},
	}
}

func statParam(required bool) param {
	return param{name: "stat", meaning: "name of a measure, as the list of measures has it", kind: "string", required: required}
}

// windowed hands on the rows of a window, and notes whether there are more.
func windowed(w window, more *bool, emit func(...any) error) func(...any) error {
	n := 0
	return func(values ...any) error {
		n++
		switch {
		case n <= w.offset:
			return nil
		case w.limit > 0 && n > w.offset+w.limit:
			*more = true
			return nil
		}
		return emit(values...)
	}
}

func (s *Server) measuresResource() resource {
	return resource{
		name: "measures", most: 5000, usual: 500,
		params:  []param{{name: "measure_kind", meaning: "only of this kind", kind: "string", of: []string{string(measure.Rate), string(measure.Concept), string(measure.Statistic)}}},
		columns: columns("stat", "measure_kind", "measure_label", "measure_label_en", "unit", "numerator_words", "numerator_words_en", "denominator_words", "denominator_words_en", "note"),
		rows: func(_ context.Context, p *params, w window, emit func(...any) error) (more bool, err error) {
			kind := p.one("measure_kind", string(measure.Rate), string(measure.Concept), string(measure.Statistic))
			emit = windowed(w, &more, emit)
			for _, m := range s.measures {
				if kind != "" && string(m.Kind) != kind {
					continue
				}
				if err := emit(m.Name, string(m.Kind), m.Label, orNil(m.LabelEN), orNil(m.Unit), orNil(m.Numerator), orNil(m.NumeratorEN), orNil(m.Denominator), orNil(m.DenominatorEN), orNil(m.Note)); err != nil {
					return false, err
				}
			}
			return more, nil
		},
	}
}

// orNil is nil for an empty text.
func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func (s *Server) trendResource() resource {
	return resource{
		name: "trend", most: 5000, usual: 500,
		params: append(measuringParams(), statParam(true), param{name: "by", meaning: "what has a line for each; region is the parts of the region asked for, or provinces", kind: "string", of: bys},
			param{name: "agency", meaning: "only this agency, by id or name; may be repeated", kind: "string"},
			param{name: "from", meaning: "first reporting year", kind: "integer"}, param{name: "to", meaning: "last reporting year", kind: "integer"}),
		columns: told.TrendColumns(),
		rows: func(ctx context.Context, p *params, w window, emit func(...any) error) (more bool, err error) {
			q, err := s.trendQuestion(ctx, p)
			if err != nil {
				return false, err
			}
			t, err := s.trend(ctx, q)
			if err != nil {
				return false, err
			}
			err = told.EachTrend(t, q.By, windowed(w, &more, emit))
			return more, err
		},
	}
}

func (s *Server) rankResource() resource {
	return resource{
		name: "rank", most: 5000, usual: 500,
		params: append(measuringParams(), statParam(true), param{name: "year", meaning: "reporting year", kind: "integer", required: true},
			param{name: "by", meaning: "what is ranked; region is the parts of the region asked for, or provinces", kind: "string", of: rankBys},
			param{name: "asc", meaning: "1 ranks the smallest first", kind: "string", of: []string{"0", "1"}},
			param{name: "min_base", meaning: "least denominator of a rate that is ranked", kind: "integer"}),
		columns: told.RankColumns(),
		rows: func(ctx context.Context, p *params, w window, emit func(...any) error) (more bool, err error) {
			q, err := s.rankQuestion(p)
			if err != nil {
				return false, err
			}
			r, err := s.ranking(ctx, q)
			if err != nil {
				return false, err
			}
			err = told.EachPlace(r.Ranking, windowed(w, &more, emit))
			return more, err
		},
	}
}

func (s *Server) compareResource() resource {
	return resource{
		name: "compare", most: 5000, usual: 500,
		params: append(slices.DeleteFunc(measuringParams(), func(p param) bool { return p.name == "region" }),
			param{name: "subject", meaning: "an agency by id or name, or a region by code or full name; repeated, two to eight", kind: "string", required: true},
			param{name: "stat", meaning: "name of a measure; may be repeated; without it requests and the rates of their outcomes", kind: "string"},
			param{name: "year", meaning: "reporting year", kind: "integer"}, param{name: "from", meaning: "first reporting year", kind: "integer"}, param{name: "to", meaning: "last reporting year", kind: "integer"}),
		columns: told.CompareColumns(),
		rows: func(ctx context.Context, p *params, w window, emit func(...any) error) (more bool, err error) {
			_, c, err := s.compared(ctx, p)
			if err != nil {
				return false, err
			}
			err = told.EachCompared(c, windowed(w, &more, emit))
			return more, err
		},
	}
}

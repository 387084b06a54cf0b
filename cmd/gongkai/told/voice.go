package told

import (
	"gongkai/store/measure"
	"gongkai/store/series"
)

// Voice is how charts speak. The zero one speaks English and has codes as they are.
type Voice struct {
	Chinese bool
	// Label is what a code is called, Group whose figures a group's are; without
	// them codes stand for themselves, and groups have their labels.
	Label func(of, code string) string
	Group func(series.Group) string
}

// say chooses the words.
func (v Voice) say(english, chinese string) string {
	if v.Chinese {
		return chinese
	}
	return english
}

// label is what a code is called.
func (v Voice) label(of, code string) string {
	if v.Label == nil {
		return code
	}
	return v.Label(of, code)
}

// group is what a group is called.
func (v Voice) group(g series.Group) string {
	if v.Group == nil {
		return g.Label
	}
	return v.Group(g)
}

// definition tells what a measure counts.
func (v Voice) definition(m *measure.Measure) string {
	if v.Chinese && m.IsRate() {
		return m.Numerator + " ÷ " + m.Denominator
	}
	return Definition(m)
}

// unit is what an axis of a measure counts.
func (v Voice) unit(m *measure.Measure) string {
	if m.Share {
		return v.say("% of "+m.DenominatorEN, "占"+m.Denominator+"的 %")
	}
	return m.Unit
}

// scope says whose figures the reports add up.
func (v Voice) scope(scope string) string {
	return " · " + v.say("scope ", "口径：") + v.label("scope", scope)
}

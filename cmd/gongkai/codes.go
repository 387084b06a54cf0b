package main

import (
	"gongkai/extract"
	"gongkai/extract/form"
	"gongkai/store/coverage"
	"gongkai/store/measure"
)

// readerCodes explains the codes that the reader of figures gives, and those of
// what was not found.
func readerCodes() []code {
	var out []code
	add := func(kind, name, meaning string) { out = append(out, code{kind: kind, code: name, meaning: meaning}) }
	for _, s := range []struct {
		status  extract.Status
		meaning string
	}{
		{extract.StatusRead, "a number is printed"},
		{extract.StatusBlank, "an empty cell, a dash or 无: no value, which is not zero"},
		{extract.StatusDerived, "not printed where the page lost its cell, but the form's checks leave one value"},
		{extract.StatusAmbiguous, "several values fit: no value"},
		{extract.StatusInvalid, "text that is no number: no value"},
	} {
		add("status", string(s.status), s.meaning)
	}
	for _, u := range []struct {
		source  extract.UnitSource
		meaning string
	}{
		{extract.UnitFromCell, "the unit is printed in the cell, and the value converted from it"},
		{extract.UnitFromHeader, "the unit is printed in the header of the column or row"},
		{extract.UnitFromForm, "the form names or implies the unit"},
		{extract.UnitFromNone, "no unit is known: never sum or rank such amounts of money"},
	} {
		add("unit_source", string(u.source), u.meaning)
	}
	for _, q := range []struct {
		quality extract.Quality
		meaning string
	}{
		{extract.QualityNoTables, "no statutory table was found"},
		{extract.QualityInconsistent, "at least one check is false: the report contradicts itself"},
		{extract.QualityPartial, "a section is missing, or a figure is ambiguous or invalid"},
		{extract.QualityComplete, "every section was read and no check is false"},
	} {
		add("quality", string(q.quality), q.meaning)
	}
	for _, s := range []struct {
		scope   extract.Scope
		meaning string
	}{
		{extract.ScopeOwn, "the agency's own figures"},
		{extract.ScopeAggregate, "the sum over its departments or lower governments"},
		{extract.ScopeUnknown, "the page does not tell"},
	} {
		add("scope", string(s.scope), s.meaning)
	}
	for _, s := range coverage.States() {
		add("coverage", string(s.State), s.Meaning)
	}
	add("coverage", "late", coverage.LateMeaning)
	for _, g := range form.Grades() {
		add("comparable", g.Grade, g.Meaning)
	}
	for _, r := range append(measure.Reasons[:], measure.SmallBase) {
		add("reason", string(r), r.Meaning())
	}
	return out
}
